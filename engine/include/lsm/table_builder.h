// TableBuilder: writes a table file, entry by entry, in the order of the keys.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LSM_TABLE_BUILDER_H_
#define LSMSCOPE_ENGINE_INCLUDE_LSM_TABLE_BUILDER_H_

#include <cstdint>
#include <memory>

#include "lsm/export.h"
#include "lsm/options.h"
#include "lsm/status.h"

namespace lsm {

class WritableFile;

// Const methods may be called from several threads at once; anything else needs the caller's lock.
// Every builder ends with Finish or Abandon, after which the file is not touched any more.
class LSM_EXPORT TableBuilder {
 public:
  // Writes to `file`, which the caller owns, and closes after Finish.
  TableBuilder(const Options& options, WritableFile* file);
  TableBuilder(const TableBuilder&) = delete;
  TableBuilder& operator=(const TableBuilder&) = delete;
  // REQUIRES: Finish or Abandon was called.
  ~TableBuilder();

  // Changes the options from here on. InvalidArgument, and nothing is changed, if the comparator
  // differs: the entries written so far stand in its order.
  Status ChangeOptions(const Options& options);

  // REQUIRES: `key` comes after every key added before; neither Finish nor Abandon was called.
  void Add(const Slice& key, const Slice& value);

  // Ends the current data block, so that the next entry begins another. REQUIRES: neither Finish
  // nor Abandon was called.
  void Flush();

  // The first error, if any.
  Status status() const;

  // Writes the rest of the table. REQUIRES: neither Finish nor Abandon was called.
  Status Finish();

  // Gives up what was begun. REQUIRES: neither Finish nor Abandon was called.
  void Abandon();

  // Number of Add calls.
  uint64_t NumEntries() const;

  // Bytes written so far; after a Finish that succeeded, the size of the file.
  uint64_t FileSize() const;

 private:
  struct Rep;
  const std::unique_ptr<Rep> rep_;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_INCLUDE_LSM_TABLE_BUILDER_H_
