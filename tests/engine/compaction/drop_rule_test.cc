#include "engine/compaction/drop_rule.h"

#include <gtest/gtest.h>

#include <string>

namespace lsm {
namespace {

// The smallest snapshot is 5 throughout.
std::string Drops(SequenceNumber sequence, ValueType type, SequenceNumber newer,
                  bool nothing_below) {
  const ParsedInternalKey entry("k", sequence, type);
  const auto reason = DropReasonOf(entry, newer, 5, [&] { return nothing_below; });
  if (reason) return std::string(Names(*reason)[static_cast<size_t>(*reason)]);
  const auto kept = KeepReasonOf(entry, newer, 5);
  return kept ? "kept: " + std::string(Names(*kept)[static_cast<size_t>(*kept)]) : "kept";
}

constexpr SequenceNumber kFirst = kMaxSequenceNumber;  // the first entry of its user key

TEST(DropRule, TruthTable) {
  const struct {
    SequenceNumber sequence;
    ValueType type;
    SequenceNumber newer;
    bool nothing_below;
    const char* decision;
  } table[] = {
      // the newest entry of a key
      {9, kTypeValue, kFirst, true, "kept"},
      {5, kTypeValue, kFirst, true, "kept"},
      {9, kTypeDeletion, kFirst, true,
       "kept: snapshot"},  // a reader at 5 still sees what it deletes
      {6, kTypeDeletion, kFirst, true, "kept: snapshot"},
      {5, kTypeDeletion, kFirst, true, "tombstone_at_base"},
      {5, kTypeDeletion, kFirst, false,
       "kept: hides_below"},  // an older entry below would come back
      {1, kTypeDeletion, kFirst, true, "tombstone_at_base"},
      // behind a newer one that not every reader sees
      {4, kTypeValue, 6, true, "kept: snapshot"},
      {4, kTypeDeletion, 6, true, "tombstone_at_base"},
      {4, kTypeDeletion, 6, false, "kept: hides_below"},
      // behind a newer one that every reader sees
      {4, kTypeValue, 5, true, "hidden"},
      {4, kTypeDeletion, 5, false, "hidden"},
      {1, kTypeValue, 2, false, "hidden"},
  };
  for (const auto& row : table) {
    EXPECT_EQ(Drops(row.sequence, row.type, row.newer, row.nothing_below), row.decision)
        << "sequence " << row.sequence << " type " << int{row.type} << " newer " << row.newer
        << " nothing_below " << row.nothing_below;
  }
}

}  // namespace
}  // namespace lsm
