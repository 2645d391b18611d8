// Removes files that nobody needs any more.
#ifndef LSMSCOPE_ENGINE_DB_OBSOLETE_FILES_H_
#define LSMSCOPE_ENGINE_DB_OBSOLETE_FILES_H_

#include "engine/db/core.h"

namespace lsm {

// Removes logs whose entries are in tables, tables that no live version has, MANIFESTs before the
// current one and temporary files. Removes nothing once an error sticks: it is then unknown which
// files a MANIFEST written in part refers to. Releases the mutex while it removes.
void RemoveObsoleteFiles(Core& core) REQUIRES(core.mu);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_DB_OBSOLETE_FILES_H_
