// LSM_EXPORT marks what a shared library would export. LsmScope is linked statically, so that it
// is empty unless the build says otherwise.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LSM_EXPORT_H_
#define LSMSCOPE_ENGINE_INCLUDE_LSM_EXPORT_H_

#ifndef LSM_EXPORT
#define LSM_EXPORT
#endif

#endif  // LSMSCOPE_ENGINE_INCLUDE_LSM_EXPORT_H_
