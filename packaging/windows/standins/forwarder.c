/* python3.dll: its module definition file forwards every name to the versioned DLL. */
#include <windows.h>

BOOL WINAPI DllMainCRTStartup(HINSTANCE instance, DWORD reason, LPVOID reserved)
{
    return TRUE;
}
