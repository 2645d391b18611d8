#include "lsm/table.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/random.h"
#include "engine/events/events.h"
#include "engine/events/read.h"
#include "engine/table/table_internal.h"
#include "lsm/cache.h"
#include "lsm/comparator.h"
#include "lsm/filter_policy.h"
#include "lsm/table_builder.h"
#include "tests/engine/memory_files.h"

namespace lsm {
namespace {

using test::StringSink;
using test::StringSource;
using Model = std::map<std::string, std::string>;

Model SomeEntries(int n) {
  Model model;
  for (int i = 0; i < n; i++) {
    model["key" + std::to_string(i * 7919 % 100000)] = "value " + std::to_string(i);
  }
  return model;
}

std::string Build(const Options& options, const Model& model) {
  StringSink sink;
  TableBuilder builder(options, &sink);
  for (const auto& [key, value] : model) builder.Add(key, value);
  EXPECT_TRUE(builder.Finish().ok());
  EXPECT_EQ(builder.NumEntries(), model.size());
  EXPECT_EQ(builder.FileSize(), sink.contents.size());
  return sink.contents;
}

// An opened table over bytes.
struct Opened {
  Opened(const Options& options, const std::string& bytes, uint64_t number = 9) : source(bytes) {
    Table* opened = nullptr;
    status = TableInternal::Open(options, &source, bytes.size(), number, &opened);
    table.reset(opened);
  }
  // The entry found for `key`, "key=value", or "" or an error.
  std::string Get(const Slice& key, TableProbe* probe = nullptr) const {
    std::string found;
    const Status got = TableInternal::Get(
        table.get(), ReadOptions(), key, &found,
        [](void* arg, const Slice& k, const Slice& v) {
          *static_cast<std::string*>(arg) = k.ToString() + "=" + v.ToString();
        },
        kNoEvent, probe);
    return got.ok() ? found : got.ToString();
  }

  StringSource source;
  Status status;
  std::unique_ptr<Table> table;
};

TEST(Table, HoldsWhatWasAddedWithEveryCompressionAndCache) {
  const Model model = SomeEntries(2000);
  const std::unique_ptr<Cache> cache(NewLRUCache(10000));
  for (const CompressionType compression : {kNoCompression, kSnappyCompression, kZstdCompression}) {
    for (Cache* const block_cache : {static_cast<Cache*>(nullptr), cache.get()}) {
      Options options;
      options.compression = compression;
      options.block_size = 512;
      options.block_cache = block_cache;
      const Opened opened(options, Build(options, model));
      ASSERT_TRUE(opened.status.ok());
      const std::unique_ptr<Iterator> at(opened.table->NewIterator(ReadOptions()));
      at->SeekToFirst();
      for (const auto& [key, value] : model) {
        ASSERT_TRUE(at->Valid());
        ASSERT_EQ(at->key().ToString(), key);
        ASSERT_EQ(at->value().ToString(), value);
        ASSERT_EQ(opened.Get(key), key + "=" + value);
        at->Next();
      }
      EXPECT_FALSE(at->Valid());
      at->Seek("key5");
      EXPECT_EQ(at->key().ToString(), model.lower_bound("key5")->first);
      EXPECT_TRUE(at->status().ok());
    }
  }
}

TEST(Table, ApproximateOffsetsFollowTheData) {
  Options options;
  options.block_size = 1024;
  options.compression = kNoCompression;
  const Opened opened(options, Build(options, {{"k01", "hello"},
                                               {"k02", std::string(10000, 'x')},
                                               {"k03", std::string(200000, 'x')},
                                               {"k04", "end"}}));
  EXPECT_EQ(opened.table->ApproximateOffsetOf("abc"), 0u);
  EXPECT_EQ(opened.table->ApproximateOffsetOf("k01"), 0u);
  EXPECT_NEAR(static_cast<double>(opened.table->ApproximateOffsetOf("k04")), 210000, 1000);
  EXPECT_NEAR(static_cast<double>(opened.table->ApproximateOffsetOf("xyz")), 210000, 1000);
}

TEST(Table, EntriesOutOfOrderAreAnErrorNotACrash) {
  StringSink sink;
  TableBuilder builder(Options(), &sink);
  builder.Add("b", "1");
  builder.Add("a", "2");
  EXPECT_TRUE(builder.status().IsCorruption());
  builder.Add("c", "3");
  EXPECT_TRUE(builder.Finish().IsCorruption());
}

TEST(Table, AnErrorOfTheFileIsReturned) {
  StringSink sink;
  sink.fail_beyond = 3000;
  TableBuilder builder(Options(), &sink);
  for (const auto& [key, value] : SomeEntries(1000)) builder.Add(key, value);
  EXPECT_TRUE(builder.status().IsIOError());
  builder.Abandon();
}

TEST(Table, AnotherComparatorIsRefusedOnceBegun) {
  class Other final : public Comparator {
    int Compare(const Slice& a, const Slice& b) const override { return b.compare(a); }
    const char* Name() const override { return "other"; }
    void FindShortestSeparator(std::string*, const Slice&) const override {}
    void FindShortSuccessor(std::string*) const override {}
  };
  const Other other;
  StringSink sink;
  Options options;
  TableBuilder builder(options, &sink);
  options.block_size = 100;
  EXPECT_TRUE(builder.ChangeOptions(options).ok());
  options.comparator = &other;
  EXPECT_TRUE(builder.ChangeOptions(options).IsInvalidArgument());
  builder.Abandon();
}

// What a table told.
class ReadRecorder final : public EventSink {
 public:
  EventId Append(const Event& event, EmitSite, LockTicket) override {
    if (event.Is<IndexSearched>()) {
      text += event.As<IndexSearched>().past_end != 0 ? "past-end " : "index ";
    } else if (event.Is<FilterAnswered>()) {
      text += event.As<FilterAnswered>().maybe != 0 ? "maybe " : "no ";
    } else if (event.Is<BlockRead>()) {
      const BlockRead read = event.As<BlockRead>();
      EXPECT_EQ(read.file, 9u);
      EXPECT_GT(read.bytes, 5u);
      text += read.source == BlockSource::kDisk ? "disk " : "cache ";
    }
    return 1;
  }
  Text Intern(std::string_view) override { return {}; }

  std::string text;
};

TEST(Table, TellsEveryStepOfALookUp) {
  const std::unique_ptr<const FilterPolicy> bloom(NewBloomFilterPolicy(10));
  const std::unique_ptr<Cache> cache(NewLRUCache(1 << 20));
  ReadRecorder recorder;
  Options options;
  options.filter_policy = bloom.get();
  options.block_cache = cache.get();
  options.event_sink = &recorder;
  const Opened opened(options, Build(options, {{"a", "1"}, {"c", "3"}}));

  const auto events_of = [&](const Slice& key) {
    recorder.text.clear();
    static_cast<void>(opened.Get(key));
    return recorder.text;
  };
  EXPECT_EQ(events_of("a"), "index maybe disk ");
  EXPECT_EQ(events_of("c"), "index maybe cache ");
  EXPECT_EQ(events_of("b"), "index no ");
  EXPECT_EQ(events_of("x"), "past-end ");
  TableProbe probe;
  EXPECT_EQ(opened.Get("a", &probe), "a=1");
  EXPECT_TRUE(probe.filter_said_maybe);
}

// Whatever bit flips, no look-up gives a wrong value: it finds the entry, or says that the file is
// damaged, or that the table cannot be opened. (Nobody looks at the padding of the footer.)
TEST(Table, AFlippedBitNeverGivesAWrongValue) {
  const std::unique_ptr<const FilterPolicy> bloom(NewBloomFilterPolicy(10));
  Options options;
  options.filter_policy = bloom.get();
  options.block_size = 64;
  const Model model = SomeEntries(30);
  const std::string bytes = Build(options, model);
  int damaged = 0;
  for (size_t bit = 0; bit < bytes.size() * 8; bit++) {
    std::string flipped = bytes;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << (bit % 8));
    const Opened opened(options, flipped);
    if (!opened.status.ok()) {
      damaged++;
      continue;
    }
    for (const auto& [key, value] : model) {
      const std::string got = opened.Get(key);
      if (got == key + "=" + value) continue;
      ASSERT_EQ(got.substr(0, 11), "Corruption:") << bit << " " << key << " " << got;
      damaged++;
    }
    const std::unique_ptr<Iterator> at(opened.table->NewIterator(ReadOptions()));
    size_t seen = 0;
    for (at->SeekToFirst(); at->Valid(); at->Next()) {
      ASSERT_EQ(model.at(at->key().ToString()), at->value().ToString());
      seen++;
    }
    ASSERT_TRUE(seen == model.size() || !at->status().ok()) << bit;
  }
  EXPECT_GT(damaged, 0);
}

TEST(Table, CutAndGarbledFilesNeverCrash) {
  Options options;
  options.block_size = 64;
  const std::string bytes = Build(options, SomeEntries(30));
  for (size_t cut = 0; cut < bytes.size(); cut++) {
    EXPECT_FALSE(Opened(options, bytes.substr(0, cut)).status.ok()) << cut;
  }
  EXPECT_EQ(Opened(options, "").status.ToString(),
            "Corruption: file is too short to be an sstable");
  Random random(21);
  for (int round = 0; round < 3000; round++) {
    std::string garbled = bytes;
    for (int i = 0; i < 3; i++) {  // the footer's handles, mostly
      garbled[garbled.size() - 9 - random.Uniform(40)] = static_cast<char>(random.Next());
    }
    const Opened opened(options, garbled);
    if (opened.status.ok()) static_cast<void>(opened.Get("key7"));
  }
}

}  // namespace
}  // namespace lsm
