#include "lsm/iterator.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace lsm {
namespace {

void Note(void* log, void* what) {
  static_cast<std::string*>(log)->append(static_cast<const char*>(what));
}

TEST(Iterator, CleanupsRunOnceAndInOrderWhenItIsDeleted) {
  std::string log;
  char first[] = "1";
  char second[] = "2";
  char third[] = "3";
  {
    const std::unique_ptr<Iterator> it(NewEmptyIterator());
    for (char* what : {first, second, third}) it->RegisterCleanup(&Note, &log, what);
    EXPECT_EQ(log, "");
  }
  EXPECT_EQ(log, "123");
}

TEST(Iterator, AnEmptyOneIsNowhereAndOneWithAnErrorSaysSo) {
  for (const Status& status : {Status::OK(), Status::Corruption("bad")}) {
    const std::unique_ptr<Iterator> it(status.ok() ? NewEmptyIterator() : NewErrorIterator(status));
    it->SeekToFirst();
    EXPECT_FALSE(it->Valid());
    it->SeekToLast();
    EXPECT_FALSE(it->Valid());
    it->Seek("key");
    EXPECT_FALSE(it->Valid());
    EXPECT_EQ(it->status().ToString(), status.ToString());
  }
}

TEST(IteratorDeathTest, WhoReadsWhereThereIsNothingIsStopped) {
  const std::unique_ptr<Iterator> it(NewEmptyIterator());
  EXPECT_DEATH(it->Next(), "check failed");
  EXPECT_DEATH(it->Prev(), "check failed");
  EXPECT_DEATH((void)it->key(), "check failed");
  EXPECT_DEATH((void)it->value(), "check failed");
}

}  // namespace
}  // namespace lsm
