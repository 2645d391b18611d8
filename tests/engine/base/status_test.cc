#include "lsm/status.h"

#include <gtest/gtest.h>

#include <utility>

namespace lsm {
namespace {

TEST(Status, PrintsLevelDBsTexts) {
  EXPECT_EQ(Status::OK().ToString(), "OK");
  EXPECT_EQ(Status::NotFound(Slice()).ToString(), "NotFound: ");
  EXPECT_EQ(Status::Corruption("bad", "file").ToString(), "Corruption: bad: file");
  EXPECT_EQ(Status::NotSupported("x").ToString(), "Not implemented: x");
  EXPECT_EQ(Status::InvalidArgument("x").ToString(), "Invalid argument: x");
  EXPECT_EQ(Status::IOError("x", "y").ToString(), "IO error: x: y");
  EXPECT_EQ(Status::Incomplete("Write stall").ToString(), "Result incomplete: Write stall");
}

TEST(Status, KeepsItsKindWhenCopiedAndMoved) {
  Status error = Status::IOError("gone");
  Status copy = error;
  EXPECT_TRUE(copy.IsIOError());
  EXPECT_FALSE(copy.ok() || copy.IsNotFound() || copy.IsCorruption() || copy.IsInvalidArgument());
  const Status moved = std::move(copy);
  EXPECT_EQ(moved.ToString(), error.ToString());
  Status& self = error;
  error = self;
  EXPECT_TRUE(error.IsIOError());
  error = Status::OK();
  EXPECT_TRUE(error.ok());
  EXPECT_TRUE(moved.IsIOError());
}

}  // namespace
}  // namespace lsm
