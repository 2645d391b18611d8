// VersionBuilder: a version's files, and edits, make the next version's files.
#ifndef LSMSCOPE_ENGINE_VERSION_VERSION_BUILDER_H_
#define LSMSCOPE_ENGINE_VERSION_VERSION_BUILDER_H_

#include <cstdint>
#include <map>
#include <vector>

#include "engine/version/level_files.h"
#include "engine/version/version_edit.h"
#include "lsm/options.h"
#include "lsm/status.h"

namespace lsm {

// Apply any number of edits, then Build once. Edits may come from a damaged or hostile MANIFEST:
// what no engine would write is Corruption, not a crash.
class VersionBuilder {
 public:
  // Nothing is owned; `base` is copied.
  VersionBuilder(const Options* options, const InternalKeyComparator* icmp, const LevelFiles& base);

  // Deletions first, then additions, as in a record. A deletion of what is not there is ignored, as
  // LevelDB does. Compact pointers are the VersionSet's matter.
  [[nodiscard]] Status Apply(const VersionEdit& edit);

  // Sorts the files of each level and checks that levels from 1 on are disjoint.
  [[nodiscard]] Status Build(LevelFiles* files) const;

 private:
  [[nodiscard]] Status CheckNewFile(int level, const FileMetaData& file) const;
  FileList SortedLevel(int level) const;

  const Options* const options_;
  const InternalKeyComparator* const icmp_;
  // By number: a number names one file, whatever the level.
  std::array<std::map<uint64_t, FilePtr>, kNumLevels> levels_;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_VERSION_VERSION_BUILDER_H_
