/* What Windows calls when a DLL is loaded; without a C library every DLL brings its own. */
int __attribute__((stdcall)) DllMainCRTStartup(void *library, unsigned reason, void *reserved) { return 1; }
