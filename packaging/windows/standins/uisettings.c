/* Windows.UI.ViewManagement.UISettings, which Windows 10 has and Wine 8 has not: a light desktop
 * with Windows' own accent colour. Layouts: windows.ui.viewmanagement.idl of the Windows SDK. */
#include <windows.h>

typedef struct { void **methods; } Object;
static Object factory, settings;

static const GUID UNKNOWN = {0, 0, 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}};
static const GUID INSPECTABLE = {
    0xAF86E2E0, 0xB12D, 0x4C6A, {0x9C, 0x5A, 0xD7, 0xAA, 0x65, 0x10, 0x1E, 0x90}};
static const GUID AGILE = {
    0x94EA2B94, 0xE9CC, 0x49E0, {0xC0, 0xFF, 0xEE, 0x64, 0xCA, 0x8F, 0x5B, 0x90}};
static const GUID ACTIVATION_FACTORY = {0x00000035, 0, 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}};
static const GUID UI_SETTINGS = {
    0x85361600, 0x1C63, 0x4627, {0xBC, 0xB1, 0x3A, 0x89, 0xE0, 0xBC, 0x9C, 0x55}};
static const GUID UI_SETTINGS_3 = {
    0x03021BE4, 0x5254, 0x4781, {0x81, 0x94, 0x51, 0x68, 0xF7, 0xD0, 0x6D, 0x7B}};

static BOOL is_any(const GUID *id, const GUID *one, const GUID *other)
{
    return !memcmp(id, one, sizeof *id) || !memcmp(id, other, sizeof *id);
}

static HRESULT WINAPI query_interface(Object *self, const GUID *id, void **out)
{
    BOOL has = is_any(id, &UNKNOWN, &INSPECTABLE) || is_any(id, &AGILE, &AGILE)
               || (self == &factory && is_any(id, &ACTIVATION_FACTORY, &ACTIVATION_FACTORY))
               || (self == &settings && is_any(id, &UI_SETTINGS, &UI_SETTINGS_3));
    *out = has ? self : NULL;
    return has ? S_OK : E_NOINTERFACE;
}

static ULONG WINAPI count_reference(Object *self) { return 2; }
static HRESULT WINAPI not_there(Object *self) { return E_NOTIMPL; }

static HRESULT WINAPI activate(Object *self, void **out)
{
    *out = &settings;
    return S_OK;
}

static HRESULT WINAPI get_color(Object *self, int kind, BYTE *argb)
{
    static const BYTE white[4] = {255, 255, 255, 255}, black[4] = {255, 0, 0, 0};
    static const BYTE accent[4] = {255, 0, 120, 215};
    memcpy(argb, kind == 0 ? white : kind == 1 ? black : accent, 4);
    return S_OK;
}

static HRESULT WINAPI add_listener(Object *self, void *handler, INT64 *cookie)
{
    *cookie = 1;
    return S_OK;
}

static HRESULT WINAPI remove_listener(Object *self, INT64 cookie) { return S_OK; }

#define INSPECTABLE_METHODS \
    query_interface, count_reference, count_reference, not_there, not_there, not_there
static void *factory_methods[] = {INSPECTABLE_METHODS, activate};
/* Qt calls the three of UISettings3; UISettings' fifteen others are not there. */
static void *settings_methods[] = {
    INSPECTABLE_METHODS, get_color, add_listener, remove_listener, not_there, not_there,
    not_there, not_there, not_there, not_there, not_there, not_there, not_there, not_there,
    not_there, not_there, not_there, not_there, not_there};

__declspec(dllexport) HRESULT WINAPI DllGetActivationFactory(void *name, void **out)
{
    factory.methods = factory_methods;
    settings.methods = settings_methods;
    *out = &factory;
    return S_OK;
}

__declspec(dllexport) HRESULT WINAPI DllCanUnloadNow(void) { return S_FALSE; }
