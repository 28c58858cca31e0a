/* mscms.dll: Wine 8 has one whose WcsCreateIccProfile ends the process. This one knows no colour
 * profiles, as a screen without one. */
#include <stddef.h>

#define EXPORT __declspec(dllexport)

EXPORT void *OpenColorProfileW(void *profile, int access, int share, int mode) { return NULL; }
EXPORT int CloseColorProfile(void *profile) { return 1; }
EXPORT int GetColorDirectoryW(void *machine, void *buffer, int *size) { return 0; }
EXPORT int GetColorProfileFromHandle(void *profile, void *buffer, int *size)
{
    if (size)
        *size = 0;
    return 0;
}
EXPORT void *WcsCreateIccProfile(void *profile, int options) { return NULL; }
EXPORT int WcsGetDefaultColorProfile(int scope, void *device, int type, int subtype, int id,
                                     int size, void *name)
{
    return 0;
}
EXPORT int WcsGetDefaultColorProfileSize(int scope, void *device, int type, int subtype, int id,
                                         int *size)
{
    return 0;
}
EXPORT int WcsGetUsePerUserProfiles(void *device, int type, int *uses) { return 0; }
EXPORT void *WcsOpenColorProfileW(void *color, void *device, void *gamut, int access, int share,
                                  int mode, int flags)
{
    return NULL;
}
