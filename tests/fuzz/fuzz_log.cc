// The log reader in both modes, and the replay of a log of batches.
//
// Input: 2 bytes, how far the log's bytes stand behind the beginning of a block (a record before
// them fills that room, so that small inputs reach the boundary); 1 byte of options; the log.
#include <memory>
#include <vector>

#include "engine/base/check.h"
#include "engine/db/log_replay.h"
#include "engine/memtable/memtable.h"
#include "engine/wal/log_reader.h"
#include "engine/wal/log_writer.h"
#include "engine/write/write_batch_internal.h"
#include "lsm/comparator.h"
#include "tests/engine/memory_files.h"
#include "tests/fuzz/mend.h"

namespace lsm::fuzz {
namespace {

struct Header {
  size_t room = 0;
  uint8_t options = 0;
};

Header TakeHeader(Slice* input) {
  Header header;
  header.room = TakeByte(input);
  header.room |= static_cast<size_t>(TakeByte(input)) << 8;
  header.room %= log::kBlockSize;
  header.options = TakeByte(input);
  return header;
}

// An Env whose one file is the log.
class OneFileEnv final : public EnvWrapper {
 public:
  OneFileEnv(const std::string& contents, size_t longest_read)
      : EnvWrapper(Env::Default()), contents_(contents), longest_read_(longest_read) {}
  Status NewSequentialFile(const std::string&, SequentialFile** result) override {
    auto file = std::make_unique<test::StringSource>(contents_);
    file->longest_read = longest_read_;
    *result = file.release();
    return Status::OK();
  }

 private:
  const std::string& contents_;
  const size_t longest_read_;
};

// A whole record in front, of `room` bytes with its header.
std::string WithRoomBefore(size_t room, const Slice& log) {
  test::StringSink file;
  if (room >= log::kHeaderSize) {
    log::Writer writer(&file);
    LSM_CHECK(writer.AddRecord(std::string(room - log::kHeaderSize, 'r')).ok());
  }
  return file.contents + log.ToString();
}

std::vector<std::string> Records(const std::string& log, log::OnDamage on_damage) {
  test::StringSource file(log);
  log::Reader reader(&file, nullptr, true, on_damage);
  std::vector<std::string> records;
  Slice record;
  std::string scratch;
  size_t bytes = 0;
  while (reader.ReadRecord(&record, &scratch)) {
    records.push_back(record.ToString());
    bytes += record.size() + log::kHeaderSize;
    LSM_CHECK(reader.LastRecordOffset() < reader.LastRecordEnd());
    LSM_CHECK(reader.LastRecordEnd() <= log.size());
  }
  LSM_CHECK(bytes <= log.size());
  LSM_CHECK(reader.end() != log::LogEnd::kNone && reader.end() != log::LogEnd::kReadError);
  return records;
}

void Replay(const std::string& log, uint8_t bits) {
  OneFileEnv env(log, (bits & 1) != 0 ? 100 : SIZE_MAX);
  Options options;
  options.paranoid_checks = (bits & 2) != 0;
  options.wal_recovery = (bits & 4) != 0 ? WalRecovery::kSalvage : WalRecovery::kPrefix;
  LogReplayContext context{.env = &env, .options = &options, .path = "log", .number = 3};
  if ((bits & 8) != 0) context.expected_sequence = 1;
  context.oldest_needed = (bits & 16) == 0;

  const InternalKeyComparator comparator(BytewiseComparator());
  auto* const memtable = new MemTable(comparator, 1);
  memtable->Ref();
  SequenceNumber next = 1;
  SequenceNumber applied = 0;
  LogReplayResult result;
  const Status status = ReplayLog(
      context,
      [&](const WriteBatch& batch) {
        const SequenceNumber first = WriteBatchInternal::Sequence(&batch);
        // A log of ours has no holes, in prefix mode, but where LevelDB went on with it.
        if (result.marked && options.wal_recovery == WalRecovery::kPrefix && applied != 0) {
          LSM_CHECK(first == applied || first == context.number);
        }
        applied = first + WriteBatchInternal::Count(&batch);
        return WriteBatchInternal::InsertInto(&batch, memtable);
      },
      &next, &result);
  LSM_CHECK(result.bytes <= log.size());
  if (status.ok()) LSM_CHECK(next >= 1 && next >= applied);
  const std::unique_ptr<Iterator> it(memtable->NewIterator());
  for (it->SeekToFirst(); it->Valid(); it->Next()) LSM_CHECK(it->key().size() >= kTagBytes);
  memtable->Unref();
}

}  // namespace

void Run(const Slice& input) {
  Slice rest = input;
  const Header header = TakeHeader(&rest);
  const std::string log = WithRoomBefore(header.room, rest);
  const std::vector<std::string> prefix = Records(log, log::OnDamage::kStop);
  const std::vector<std::string> all = Records(log, log::OnDamage::kSkip);
  // Whoever goes on behind damage has read the same up to there.
  LSM_CHECK(prefix.size() <= all.size());
  for (size_t i = 0; i < prefix.size(); i++) LSM_CHECK(prefix[i] == all[i]);
  Replay(rest.ToString(), header.options);
}

void Mutate(std::string* input, size_t max_size, uint32_t seed, const MutateBytes& mutate) {
  const size_t header = HeaderSize(*input, TakeHeader);
  if (seed % 16 == 15 || max_size <= header) return mutate(input, max_size);
  std::string log = input->substr(header);
  MutateLog(&log, max_size - header, seed, mutate);
  *input = input->substr(0, header) + log;
}

}  // namespace lsm::fuzz
