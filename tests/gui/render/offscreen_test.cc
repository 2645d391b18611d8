#include "gui/render/offscreen.h"

#include <gtest/gtest.h>
#include <imgui.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <sstream>

namespace lsm::gui {
namespace {

std::string TemporaryFile(const std::string& name) {
  return testing::TempDir() + "lsmscope_" + std::to_string(getpid()) + "_" + name;
}

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

void DrawSomething() {
  ImGui::GetForegroundDrawList()->AddRectFilled({10, 10}, {60, 40}, IM_COL32(255, 200, 0, 255));
}

TEST(RenderToPng, WritesAPictureOfTheAskedSizeWithoutADisplay) {
  const std::string path = TemporaryFile("a.png");
  const Status status = RenderToPng({160, 90}, nullptr, DrawSomething, path);
  ASSERT_TRUE(status.ok()) << status.ToString();
  const std::string png = ReadAll(path);
  ASSERT_GT(png.size(), 24u);
  EXPECT_EQ(png.substr(1, 3), "PNG");
  // Width and height stand big-endian at bytes 16 and 20.
  EXPECT_EQ(static_cast<unsigned char>(png[19]), 160);
  EXPECT_EQ(static_cast<unsigned char>(png[23]), 90);
  std::remove(path.c_str());
}

TEST(RenderToPng, TheSameFrameGivesTheSameBytes) {
  const std::string a = TemporaryFile("1.png"), b = TemporaryFile("2.png");
  ASSERT_TRUE(RenderToPng({160, 90}, nullptr, DrawSomething, a).ok());
  ASSERT_TRUE(RenderToPng({160, 90}, nullptr, DrawSomething, b).ok());
  EXPECT_EQ(ReadAll(a), ReadAll(b));
  ASSERT_TRUE(RenderToPng(
                  {160, 90}, nullptr, [] {}, b)
                  .ok());
  EXPECT_NE(ReadAll(a), ReadAll(b));
  std::remove(a.c_str());
  std::remove(b.c_str());
}

TEST(RenderToPng, SaysWhichFileCannotBeWritten) {
  const Status status = RenderToPng({16, 9}, nullptr, DrawSomething, "/nonexistent/x.png");
  EXPECT_TRUE(status.IsIOError());
  EXPECT_NE(status.ToString().find("/nonexistent/x.png"), std::string::npos);
}

TEST(RenderToPng, RefusesSizesThatNobodyCanMean) {
  EXPECT_TRUE(RenderToPng({0, 90}, nullptr, DrawSomething, "x.png").IsInvalidArgument());
  EXPECT_TRUE(RenderToPng({160, 90000}, nullptr, DrawSomething, "x.png").IsInvalidArgument());
}

}  // namespace
}  // namespace lsm::gui
