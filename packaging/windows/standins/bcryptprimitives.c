/* bcryptprimitives.dll, which Windows has since version 7 and Wine 8 has not: random numbers for
 * programs in Rust. They come from RtlGenRandom, as in Wine 9's own. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(BYTE *data, SIZE_T size)
{
    return RtlGenRandom(data, (ULONG)size);
}
