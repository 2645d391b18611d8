// Options as the user gave them -> options as the engine uses them.
#ifndef LSMSCOPE_ENGINE_DB_SANITIZE_OPTIONS_H_
#define LSMSCOPE_ENGINE_DB_SANITIZE_OPTIONS_H_

#include <string>

#include "lsm/options.h"

namespace lsm {

class InternalFilterPolicy;
class InternalKeyComparator;

// Clips sizes (if asked to), puts the internal comparator and filter policy in place, and makes an
// info log and a block cache where there is none; the caller owns what was made. May create the
// directory `dbname`, where the info log goes.
Options SanitizeOptions(const std::string& dbname, const InternalKeyComparator* comparator,
                        const InternalFilterPolicy* filter_policy, const Options& raw);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_DB_SANITIZE_OPTIONS_H_
