/* python.exe: starts the interpreter that is in PYTHON_DLL, as python.org's own does. */
#include <windows.h>

typedef int (*py_main)(int, wchar_t **);

int wmain(int argc, wchar_t **argv)
{
    HMODULE library = LoadLibraryW(PYTHON_DLL);
    py_main start = library ? (py_main)(void *)GetProcAddress(library, "Py_Main") : NULL;
    return start ? start(argc, argv) : 2;
}
