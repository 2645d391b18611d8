#include "engine/base/file_names.h"

#include <gtest/gtest.h>

#include <string>

namespace lsm {
namespace {

TEST(FileNames, AreLevelDBs) {
  EXPECT_EQ(LogFileName("db", 3), "db/000003.log");
  EXPECT_EQ(TableFileName("db", 1234567), "db/1234567.ldb");
  EXPECT_EQ(SSTTableFileName("db", 5), "db/000005.sst");
  EXPECT_EQ(DescriptorFileName("db", 100), "db/MANIFEST-000100");
  EXPECT_EQ(TempFileName("db", 7), "db/000007.dbtmp");
  EXPECT_EQ(CurrentFileName("db"), "db/CURRENT");
  EXPECT_EQ(LockFileName("db"), "db/LOCK");
  EXPECT_EQ(InfoLogFileName("db"), "db/LOG");
  EXPECT_EQ(OldInfoLogFileName("db"), "db/LOG.old");
}

TEST(FileNames, AreUnderstood) {
  struct Case {
    const char* name;
    uint64_t number;
    FileType type;
  };
  const Case cases[] = {
      {"100.log", 100, kLogFile},
      {"0.log", 0, kLogFile},
      {"0.sst", 0, kTableFile},
      {"000005.ldb", 5, kTableFile},
      {"CURRENT", 0, kCurrentFile},
      {"LOCK", 0, kDBLockFile},
      {"MANIFEST-2", 2, kDescriptorFile},
      {"MANIFEST-7", 7, kDescriptorFile},
      {"LOG", 0, kInfoLogFile},
      {"LOG.old", 0, kInfoLogFile},
      {"000009.dbtmp", 9, kTempFile},
      {"18446744073709551615.log", 18446744073709551615u, kLogFile},
  };
  for (const Case& c : cases) {
    uint64_t number = 77;
    FileType type;
    ASSERT_TRUE(ParseFileName(c.name, &number, &type)) << c.name;
    EXPECT_EQ(number, c.number) << c.name;
    EXPECT_EQ(type, c.type) << c.name;
  }
  for (const char* const name : {"",
                                 "foo",
                                 "foo-dx-100.log",
                                 ".log",
                                 "manifest-3",
                                 "CURREN",
                                 "CURRENTX",
                                 "MANIFEST",
                                 "MANIFEST-",
                                 "XMANIFEST-3",
                                 "MANIFEST-3x",
                                 "LOC",
                                 "LOCKx",
                                 "LOGx",
                                 "100",
                                 "100.",
                                 "100.lop",
                                 "18446744073709551616.log",
                                 "184467440737095516150.log",
                                 "-1.log",
                                 "1.log/../2.log"}) {
    uint64_t number;
    FileType type;
    EXPECT_FALSE(ParseFileName(name, &number, &type)) << name;
  }
}

TEST(FileNamesTest, TheDirectoryAboveADirectory) {
  EXPECT_EQ(ParentDirectory("/a/b"), "/a");
  EXPECT_EQ(ParentDirectory("/a/b//"), "/a");
  EXPECT_EQ(ParentDirectory("/a//b"), "/a");
  EXPECT_EQ(ParentDirectory("/a"), "/");
  EXPECT_EQ(ParentDirectory("/"), "/");
  EXPECT_EQ(ParentDirectory("a/b"), "a");
  EXPECT_EQ(ParentDirectory("a"), ".");
  EXPECT_EQ(ParentDirectory("a/"), ".");
}

}  // namespace
}  // namespace lsm
