// What an iterator tells: its sources, where it stands, what it passes and why.
#include <gtest/gtest.h>

#include "engine/events/iterator.h"
#include "tests/engine/collecting_sink.h"
#include "tests/engine/db/db_fixture.h"

namespace lsm {
namespace {

class IteratorEventsTest : public DbTest {
 protected:
  IteratorEventsTest() {
    options_.event_sink = &sink_;
    options_.max_mem_compact_level = 0;
  }
  ~IteratorEventsTest() override { Close(); }

  // "a@3(child 0) hidden b@4(deletion) end"
  std::string Story() const {
    std::string story;
    const auto add = [&story](const std::string& text) {
      story += (story.empty() ? "" : " ") + text;
    };
    for (const Event& event : sink_.events()) {
      if (event.Is<IteratorMoved>()) {
        const auto e = event.As<IteratorMoved>();
        add(std::string(e.key.Prefix()) + "@" + std::to_string(e.sequence) + "(child " +
            std::to_string(e.child) + ")");
      } else if (event.Is<EntryHidden>()) {
        const auto e = event.As<EntryHidden>();
        add("hidden " + std::string(e.key.Prefix()) + "@" + std::to_string(e.sequence) + "(" +
            std::string(Names(HiddenReason{})[static_cast<size_t>(e.reason)]) + ")");
      } else if (event.Is<IteratorAtEnd>()) {
        add("end");
      }
    }
    return story;
  }

  // a@1 in a table; b@2, a@3, b deleted @4, c@5 in the memtable, and d@6 behind the snapshot.
  std::unique_ptr<Iterator> Fill() {
    Open();
    Put("a", "1");
    EXPECT_TRUE(db_->FlushMemTable().ok());
    Put("b", "2");
    Put("a", "3");
    Delete("b");
    Put("c", "5");
    std::unique_ptr<Iterator> it(db_->NewIterator(ReadOptions()));
    Put("d", "6");
    return it;
  }

  test::CollectingSink sink_;
};

TEST_F(IteratorEventsTest, ItsSourcesAreNamed) {
  const auto it = Fill();
  const auto children = sink_.Of<IteratorChild>();
  ASSERT_EQ(children.size(), 2u);
  EXPECT_EQ(children[0].source, IteratorSource::kMemTable);
  EXPECT_NE(children[0].memtable, 0u);
  EXPECT_EQ(children[1].source, IteratorSource::kFile);
  EXPECT_NE(children[1].file, 0u);
  EXPECT_EQ(children[1].level, 0);
}

TEST_F(IteratorEventsTest, ForwardWithWhatIsHidden) {
  const auto it = Fill();
  sink_.Clear();
  for (it->SeekToFirst(); it->Valid(); it->Next()) {
  }
  EXPECT_EQ(Story(),
            "a@3(child 0) hidden a@1(older) hidden b@4(deletion) hidden b@2(older) c@5(child 0) "
            "hidden d@6(after_snapshot) end");
}

TEST_F(IteratorEventsTest, BackwardWithWhatIsHidden) {
  const auto it = Fill();
  sink_.Clear();
  for (it->SeekToLast(); it->Valid(); it->Prev()) {
  }
  EXPECT_EQ(Story(),
            "hidden d@6(after_snapshot) c@5(child 0) hidden b@2(older) hidden b@4(deletion) "
            "hidden a@1(older) a@3(child 0) end");
}

TEST_F(IteratorEventsTest, AChangeOfDirectionDoesNotCallTheShownEntryHidden) {
  const auto it = Fill();
  it->SeekToLast();
  sink_.Clear();
  it->Prev();
  EXPECT_EQ(it->key().ToString(), "a");
  sink_.Clear();
  it->Next();
  EXPECT_EQ(Story(), "hidden a@1(older) hidden b@4(deletion) hidden b@2(older) c@5(child 0)");
}

TEST_F(IteratorEventsTest, AnEntryOutOfATableNamesItsChild) {
  const auto it = Fill();
  ASSERT_TRUE(db_->FlushMemTable().ok());
  const std::unique_ptr<Iterator> later(db_->NewIterator(ReadOptions()));
  sink_.Clear();
  later->Seek("c");
  const auto moved = sink_.Of<IteratorMoved>();
  ASSERT_EQ(moved.size(), 1u);
  EXPECT_EQ(moved[0].child, 2u);  // memtable, first table, second table
}

}  // namespace
}  // namespace lsm
