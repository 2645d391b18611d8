#include "sim/inspect/look_up.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "lsm/write_batch.h"
#include "tests/sim/inspect/captured_database.h"

namespace lsm::sim {
namespace {

void Put(DB& db, const std::string& key, const std::string& value) {
  const Status status = db.Put(WriteOptions(), key, value);
  ASSERT_TRUE(status.ok()) << status.ToString();
}
void Delete(DB& db, const std::string& key) {
  const Status status = db.Delete(WriteOptions(), key);
  ASSERT_TRUE(status.ok()) << status.ToString();
}
void Flush(DB& db) {
  const Status status = db.FlushMemTable();
  ASSERT_TRUE(status.ok()) << status.ToString();
}
// The value, or "(absent)".
std::string Get(DB& db, const std::string& key, const Snapshot* snapshot = nullptr) {
  ReadOptions options;
  options.snapshot = snapshot;
  std::string value;
  const Status status = db.Get(options, key, &value);
  return status.ok() ? value : status.IsNotFound() ? "(absent)" : status.ToString();
}
// The same as a look-up tells it.
std::string ResultOf(const KeyLookUp& found) {
  if (found.uncertain()) return "(uncertain)";
  const PlaceAnswer* deciding = found.deciding();
  if (deciding == nullptr || deciding->answer == ProbeAnswer::kDeleted) return "(absent)";
  return deciding->answer == ProbeAnswer::kFound ? deciding->value_begin : deciding->error;
}

std::shared_ptr<DiskFile> FileOf(const CapturedMoment& moment, const std::string& name) {
  return moment.disk->FindFile("/db/" + name);
}
// What is left of a file, in the moment's own image.
void Rewrite(const CapturedMoment& moment, const std::string& name, const std::string& content) {
  const std::shared_ptr<DiskFile> file = FileOf(moment, name);
  ASSERT_NE(file, nullptr) << name;
  file->Truncate();
  file->Append(content);
}
void Remove(const CapturedMoment& moment, const std::string& name) {
  ASSERT_EQ(moment.disk->FindDirectory("/db")->entries.erase(name), 1u) << name;
}

class LookUpTest : public testing::Test {
 protected:
  CapturedDatabase database_;
  CapturedMoment moment_;
};

TEST_F(LookUpTest, TheMemTableHasTheNewestEntry) {
  database_.Run([&](DB& db) {
    Put(db, "a", "old");
    Put(db, "a", "new");
    Put(db, "b", "x");
    Delete(db, "b");
    moment_ = database_.Capture();
  });
  EXPECT_EQ(Story(database_.Ask(moment_, "a")), "memtable 1: found new @2");
  EXPECT_EQ(Story(database_.Ask(moment_, "b")), "memtable 1: deleted @4");
  EXPECT_EQ(Story(database_.Ask(moment_, "c")), "memtable 1: absent");
  const KeyLookUp found = database_.Ask(moment_, "a");
  EXPECT_EQ(found.snapshot, 4u);
  EXPECT_EQ(found.places[0].log->entries, 4u);
  EXPECT_EQ(found.places[0].log->versions, 2u);
  EXPECT_TRUE(found.places[0].file.ends_with(".log")) << found.places[0].file;
}

TEST_F(LookUpTest, ASnapshotHidesWhatIsNewer) {
  database_.Run([&](DB& db) {
    Put(db, "a", "one");
    Put(db, "a", "two");
    Flush(db);
    Delete(db, "a");
    moment_ = database_.Capture();
  });
  EXPECT_EQ(Story(database_.Ask(moment_, "a", 3)), "memtable 2: deleted @3; L2 #5: not asked");
  EXPECT_EQ(Story(database_.Ask(moment_, "a", 2)),
            "memtable 2: absent, hidden @3; L2 #5: found two @2");
  // A flush keeps every version: it drops nothing.
  EXPECT_EQ(Story(database_.Ask(moment_, "a", 1)),
            "memtable 2: absent, hidden @3; L2 #5: found one @1, hidden @2");
  EXPECT_EQ(Story(database_.Ask(moment_, "a", 0)),
            "memtable 2: absent, hidden @3; L2 #5: absent, hidden @2, past the end");
}

TEST_F(LookUpTest, GoesFromTheNewestFileOfL0DownAndStopsWhereAGetStops) {
  database_.options.max_mem_compact_level = 0;
  database_.options.l0_compaction_trigger = 100;
  database_.Run([&](DB& db) {
    Put(db, "a", "1");
    Put(db, "m", "1");
    Put(db, "z", "1");
    Flush(db);
    db.CompactLevel(0, nullptr, nullptr);
    Put(db, "a", "2");
    Put(db, "z", "2");
    Flush(db);
    Delete(db, "m");
    Put(db, "z", "3");
    Flush(db);
    Put(db, "q", "4");
    moment_ = database_.Capture();
  });
  EXPECT_EQ(Story(database_.Ask(moment_, "a")),
            "memtable 4: absent; L0 #8: found 2 @4; L1 #6: not asked");
  EXPECT_EQ(Story(database_.Ask(moment_, "m")),
            "memtable 4: absent; L0 #10: deleted @6; L0 #8: not asked; L1 #6: not asked");
  EXPECT_EQ(Story(database_.Ask(moment_, "z")),
            "memtable 4: absent; L0 #10: found 3 @7; L0 #8: not asked; L1 #6: not asked");
  EXPECT_EQ(Story(database_.Ask(moment_, "n")),
            "memtable 4: absent; L0 #10: absent; L0 #8: absent; L1 #6: absent");
  EXPECT_EQ(Story(database_.Ask(moment_, "zz")), "memtable 4: absent");
}

TEST_F(LookUpTest, TellsWhatTheFilterSaidAndWhichBlockWasSearched) {
  database_.filter.reset(NewBloomFilterPolicy(10));
  database_.options.block_size = 256;
  database_.Run([&](DB& db) {
    for (int i = 100; i < 200; i += 2) Put(db, "key" + std::to_string(i), std::string(30, 'v'));
    Flush(db);
    moment_ = database_.Capture();
  });
  const KeyLookUp there = database_.Ask(moment_, "key150");
  ASSERT_EQ(there.places.size(), 2u);
  const TableSearch& search = *there.places[1].table;
  EXPECT_EQ(search.filter, TableSearch::Filter::kMaybe);
  EXPECT_FALSE(search.filter_was_wrong);
  EXPECT_TRUE(search.block_searched);
  EXPECT_GT(search.index_entries, 5u);
  EXPECT_GT(search.index_entry, 1u);
  EXPECT_LT(search.index_entry, search.index_entries);
  EXPECT_GT(search.block_offset, 0u);
  EXPECT_GT(search.block_bytes, 200u);
  EXPECT_EQ(there.places[1].value_bytes, 30u);

  const KeyLookUp absent = database_.Ask(moment_, "key151");
  EXPECT_EQ(Story(absent), "memtable 2: absent; L2 #5: absent, filter no");
  EXPECT_FALSE(absent.places[1].table->block_searched);
  EXPECT_EQ(absent.places[1].table->index_entry, search.index_entry);

  // Without the filter the same file is searched.
  database_.filter.reset();
  EXPECT_EQ(Story(database_.Ask(moment_, "key151")), "memtable 2: absent; L2 #5: absent");
  EXPECT_TRUE(database_.Ask(moment_, "key151").places[1].table->block_searched);
}

TEST_F(LookUpTest, AFilterThatIsAskedForAndNotThereIsNone) {
  database_.Run([&](DB& db) {
    Put(db, "a", "1");
    Flush(db);
    moment_ = database_.Capture();
  });
  database_.filter.reset(NewBloomFilterPolicy(10));
  EXPECT_EQ(Story(database_.Ask(moment_, "a")), "memtable 2: absent; L2 #5: found 1 @1");
}

TEST_F(LookUpTest, AnImmutableMemTableIsAskedBehindTheActiveOne) {
  std::vector<CapturedMoment> moments;
  database_.folding().after_event = [&](const Event& event) {
    if (event.Is<MemTableImmutable>()) moments.push_back(database_.Capture());
  };
  database_.Run([&](DB& db) {
    Put(db, "a", "1");
    Put(db, "b", "1");
    Flush(db);
  });
  ASSERT_EQ(moments.size(), 1u);
  EXPECT_EQ(Story(database_.Ask(moments[0], "a")), "memtable 2: absent; immutable 1: found 1 @1");
  EXPECT_EQ(Story(database_.Ask(moments[0], "c")), "memtable 2: absent; immutable 1: absent");
}

TEST_F(LookUpTest, VersionsOfAKeyThatLieInNeighbouringFilesAreFoundAtEverySnapshot) {
  database_.options.max_file_size = 1 << 10;
  database_.options.write_buffer_size = 1 << 20;
  database_.options.block_size = 256;
  struct Seen {
    uint64_t sequence;
    std::string value;
  };
  std::vector<Seen> seen;
  size_t files = 0;
  database_.Run([&](DB& db) {
    std::vector<const Snapshot*> snapshots;
    for (int i = 0; i < 40; i++) {
      Put(db, "k", "value" + std::to_string(i) + std::string(100, '.'));
      snapshots.push_back(db.GetSnapshot());
    }
    Put(db, "a", "first");
    Put(db, "z", "last");
    Flush(db);
    db.CompactLevel(2, nullptr, nullptr);
    moment_ = database_.Capture();
    for (const trace::LevelState& level : moment_.state.levels) files += level.files->size();
    for (size_t i = 0; i < snapshots.size(); i++) {
      seen.push_back({i + 1, Get(db, "k", snapshots[i])});
      db.ReleaseSnapshot(snapshots[i]);
    }
  });
  ASSERT_GT(files, 3u);
  for (const Seen& each : seen) {
    const KeyLookUp found = database_.Ask(moment_, "k", each.sequence);
    EXPECT_EQ(ResultOf(found), each.value.substr(0, kValueBytesKept)) << each.sequence;
    EXPECT_EQ(found.deciding()->sequence, each.sequence);
    EXPECT_LE(found.places.size(), 2u) << Story(found);  // one file of the level
  }
  EXPECT_EQ(ResultOf(database_.Ask(moment_, "k", 0)), "(absent)");
}

// Every key at every moment worth a look, against the database itself.
TEST_F(LookUpTest, AgreesWithADatabaseThatWasReopened) {
  for (const bool reuse : {false, true}) {
    CapturedDatabase database;
    database.options.reuse_logs = reuse;
    database.options.write_buffer_size = 2 << 10;
    database.options.max_file_size = 2 << 10;
    database.filter.reset(NewBloomFilterPolicy(4));
    struct Checked {
      CapturedMoment moment;
      std::map<std::string, std::string> values;
    };
    std::vector<Checked> checks;
    for (int round = 0; round < 4; round++) {
      database.Run([&](DB& db) {
        for (int step = 0; step < 60; step++) {
          const int number = (step * 7 + round * 13) % 40;
          const std::string key = "key" + std::to_string(number);
          if (step % 5 == 4) {
            Delete(db, key);
          } else {
            Put(db, key, std::to_string(round) + "." + std::to_string(step) + std::string(20, 'x'));
          }
          if (step % 20 != 0 && step != 59) continue;
          Checked check{database.Capture(), {}};
          for (int i = 0; i < 42; i++) {
            const std::string name = "key" + std::to_string(i);
            check.values[name] = Get(db, name);
          }
          checks.push_back(std::move(check));
        }
      });
    }
    size_t found = 0;
    for (const Checked& check : checks) {
      for (const auto& [key, value] : check.values) {
        const KeyLookUp look = database.Ask(check.moment, key);
        EXPECT_EQ(ResultOf(look), value) << key << ": " << Story(look);
        if (value != "(absent)") found++;
      }
    }
    EXPECT_GT(found, 100u);
  }
}

TEST_F(LookUpTest, ADatabaseThatWasClosedIsStillThere) {
  database_.Run([&](DB& db) { Put(db, "a", "1"); });
  EXPECT_EQ(Story(database_.Ask(database_.Capture(), "a")), "memtable 1: found 1 @1");
}

TEST_F(LookUpTest, FilesOfALaterMomentDoAsWell) {
  CapturedMoment later;
  database_.Run([&](DB& db) {
    Put(db, "a", "1");
    moment_ = database_.Capture();
    Put(db, "a", "2");
    Put(db, "b", "2");
    later = database_.Capture();
  });
  moment_.disk = later.disk;
  EXPECT_EQ(Story(database_.Ask(moment_, "a")), "memtable 1: found 1 @1");
  EXPECT_EQ(Story(database_.Ask(moment_, "b")), "memtable 1: absent");
}

// ---- Files that are missing or hostile ----

class HostileFilesTest : public LookUpTest {
 protected:
  HostileFilesTest() {
    database_.options.max_mem_compact_level = 0;
    database_.options.l0_compaction_trigger = 100;
    database_.Run([&](DB& db) {
      Put(db, "a", "1");
      Flush(db);
      Put(db, "a", "2");
      Put(db, "b", "2");
      Flush(db);
      Put(db, "c", "3");
      Put(db, "d", "4");
      moment_ = database_.Capture();
    });
    log_ = std::string("00000") + std::to_string(moment_.state.memtable->log) + ".log";
  }
  std::string Ask(const std::string& key) const { return Story(database_.Ask(moment_, key)); }

  std::string log_;
};

TEST_F(HostileFilesTest, AMissingTableIsSaidToBeMissing) {
  EXPECT_EQ(Ask("a"), "memtable 3: absent; L0 #7: found 2 @2; L0 #5: not asked");
  Remove(moment_, "000007.ldb");
  const KeyLookUp found = database_.Ask(moment_, "a");
  EXPECT_EQ(Story(found), "memtable 3: absent; L0 #7: unknown, gone; L0 #5: found 1 @1");
  EXPECT_TRUE(found.uncertain());
  EXPECT_EQ(found.places[1].file, "000007.ldb");
}

TEST_F(HostileFilesTest, ATableUnderItsOldNameIsFound) {
  DiskDirectory* directory = moment_.disk->FindDirectory("/db");
  directory->entries["000007.sst"] = directory->entries["000007.ldb"];
  Remove(moment_, "000007.ldb");
  EXPECT_EQ(Ask("a"), "memtable 3: absent; L0 #7: found 2 @2; L0 #5: not asked");
}

TEST_F(HostileFilesTest, ADamagedTableIsAnErrorAndEndsTheGet) {
  const std::string whole = FileOf(moment_, "000007.ldb")->content();
  for (size_t i = 0; i < whole.size(); i++) {
    std::string damaged = whole;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x41);
    Rewrite(moment_, "000007.ldb", damaged);
    const KeyLookUp found = database_.Ask(moment_, "a");
    // Found out, or harmless (the filter's name, padding of the footer): never another value.
    const PlaceAnswer& answer = found.places[1];
    const bool harmless = answer.answer == ProbeAnswer::kFound && answer.value_begin == "2";
    EXPECT_TRUE(harmless || (answer.answer == ProbeAnswer::kError && !answer.error.empty()))
        << i << ": " << Story(found);
    if (!harmless) {
      EXPECT_FALSE(found.places[2].asked) << i;
    }
  }
}

TEST_F(HostileFilesTest, ATableOfAnotherSizeIsAnError) {
  const std::string whole = FileOf(moment_, "000007.ldb")->content();
  Rewrite(moment_, "000007.ldb", whole.substr(0, whole.size() - 1));
  EXPECT_EQ(database_.Ask(moment_, "a").places[1].error,
            "Corruption: the file has " + std::to_string(whole.size() - 1) + " bytes, expected " +
                std::to_string(whole.size()));
  Rewrite(moment_, "000007.ldb", std::string(whole.size(), '\0'));
  EXPECT_EQ(database_.Ask(moment_, "a").places[1].answer, ProbeAnswer::kError);
}

TEST_F(HostileFilesTest, AMissingLogIsSaidToBeMissing) {
  Remove(moment_, log_);
  EXPECT_EQ(Ask("a"), "memtable 3: unknown, gone; L0 #7: found 2 @2; L0 #5: not asked");
}

TEST_F(HostileFilesTest, ALogThatIsNotWholeIsNotBelieved) {
  const std::string whole = FileOf(moment_, log_)->content();
  EXPECT_EQ(Ask("c"), "memtable 3: found 3 @4");
  Rewrite(moment_, log_, whole.substr(0, whole.size() - 1));
  EXPECT_EQ(Ask("c"), "memtable 3: unknown, log short");
  Rewrite(moment_, log_, "");
  EXPECT_EQ(Ask("c"), "memtable 3: unknown, log short");
  for (size_t i = 0; i < whole.size(); i++) {
    std::string damaged = whole;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x41);
    Rewrite(moment_, log_, damaged);
    EXPECT_EQ(Ask("c"), "memtable 3: unknown, log short") << i;
  }
}

TEST_F(HostileFilesTest, ATraceThatSpeaksOfImpossibleFilesIsAnsweredAll) {
  auto files = std::make_shared<trace::LevelFiles>();
  for (const trace::FileNode& node : *moment_.state.levels[0].files) {
    auto file = std::make_shared<trace::FileState>(*node);
    file->bytes = UINT64_MAX;
    if (files->empty()) file->number = 0;
    files->push_back(file);
  }
  moment_.state.levels[0].files = files;
  auto memtable = std::make_shared<trace::MemTableState>(*moment_.state.memtable);
  memtable->log = 0;
  memtable->entries = UINT64_MAX;
  moment_.state.memtable = memtable;
  moment_.state.last_sequence = UINT64_MAX;
  const KeyLookUp found = database_.Ask(moment_, "a");
  EXPECT_EQ(Story(found), "memtable 3: unknown, gone; L0 #7: error; L0 #0: not asked");
  moment_.state.group = trace::GroupState{.first_sequence = UINT64_MAX, .last_sequence = 0};
  moment_.state.last_sequence = 3;
  database_.Ask(moment_, "a");
}

}  // namespace
}  // namespace lsm::sim
