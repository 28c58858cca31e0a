/* icuuc.dll, which Windows has since version 1703 and Wine 8 has not. Qt asks it for encodings
 * other than Unicode and does without when it knows none: it knows none. */
#include <stddef.h>

#define EXPORT __declspec(dllexport)
#define FILE_ACCESS_ERROR 4 /* U_FILE_ACCESS_ERROR, unicode/utypes.h */

EXPORT void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
EXPORT void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
EXPORT void ucnv_cbFromUWriteUChars(void) {}
EXPORT void ucnv_close(void *converter) {}
EXPORT void ucnv_fromUnicode(void) {}
EXPORT void ucnv_getFromUCallBack(void) {}
EXPORT void ucnv_getToUCallBack(void) {}
EXPORT void ucnv_reset(void *converter) {}
EXPORT void ucnv_setFromUCallBack(void) {}
EXPORT void ucnv_setToUCallBack(void) {}
EXPORT void ucnv_toUnicode(void) {}
EXPORT int ucnv_countAvailable(void) { return 0; }
EXPORT int ucnv_fromUCountPending(void *converter, int *error) { return 0; }
EXPORT int ucnv_toUCountPending(void *converter, int *error) { return 0; }
EXPORT signed char ucnv_getMaxCharSize(void *converter) { return 1; }
EXPORT const char *ucnv_getAvailableName(int index) { return NULL; }
EXPORT const char *ucnv_getName(void *converter, int *error) { return NULL; }
EXPORT const char *ucnv_getStandardName(const char *name, const char *standard, int *error)
{
    return NULL;
}
EXPORT void *ucnv_open(const char *name, int *error)
{
    *error = FILE_ACCESS_ERROR;
    return NULL;
}
