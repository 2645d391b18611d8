#include "gui/draw/draw_scene.h"

#include <gtest/gtest.h>
#include <imgui.h>

#include "gui/draw/shapes.h"
#include "gui/layout/stage.h"
#include "tests/gui/sample_states.h"

namespace lsm::gui {
namespace {

// ImGui without a window or a renderer.
class DrawSceneTest : public testing::Test {
 protected:
  DrawSceneTest() {
    context_ = ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {1600, 900};
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    io.Fonts->Build();
    ImGui::NewFrame();
  }
  ~DrawSceneTest() override {
    ImGui::EndFrame();
    ImGui::DestroyContext(context_);
  }

  Scene Stage(const Sample& sample) const {
    const ImGuiTextMetrics metrics;
    const StageInput input{.rect = {280, 44, 940, 620}, .strings = strings_};
    return LayoutStage(sample.state, *sample.tables, input, metrics);
  }

  const Strings strings_{Language::kEnglish};
  ImGuiContext* context_ = nullptr;
};

TEST_F(DrawSceneTest, TwoThousandFilesStayCheap) {
  ImDrawList* list = ImGui::GetForegroundDrawList();
  DrawScene(Stage(Crowd()), DarkTheme(), list);
  EXPECT_GT(list->VtxBuffer.Size, 4 * 2030);  // every file is drawn
  EXPECT_LT(list->VtxBuffer.Size, 40000);
}

TEST_F(DrawSceneTest, EverySampleIsDrawnWithinItsBounds) {
  for (const Sample& sample : AllSamples()) {
    const Scene scene = Stage(sample);
    ImDrawList list(ImGui::GetDrawListSharedData());
    list._ResetForNewFrame();
    list.PushTextureID(ImGui::GetIO().Fonts->TexID);
    list.PushClipRectFullScreen();
    DrawScene(scene, DarkTheme(), &list);
    EXPECT_GT(list.VtxBuffer.Size, 0) << sample.name;
    for (const ImDrawVert& vertex : list.VtxBuffer) {
      ASSERT_GE(vertex.pos.x, scene.bounds.x - 4) << sample.name;
      ASSERT_LE(vertex.pos.x, scene.bounds.Right() + 4) << sample.name;
    }
  }
}

TEST_F(DrawSceneTest, HatchingStaysInItsRectangle) {
  ImDrawList list(ImGui::GetDrawListSharedData());
  list._ResetForNewFrame();
  list.PushTextureID(ImGui::GetIO().Fonts->TexID);
  list.PushClipRectFullScreen();
  const Rect rect{100, 200, 90, 13};
  DrawHatch(&list, rect, 0xffffffff, 7, 1);
  ASSERT_GT(list.VtxBuffer.Size, 0);
  for (const ImDrawVert& vertex : list.VtxBuffer) {
    EXPECT_TRUE(rect.Inset(-2).Contains(vertex.pos.x, vertex.pos.y))
        << vertex.pos.x << "," << vertex.pos.y;
  }
}

TEST_F(DrawSceneTest, MeasuredTextIsAsWideAsDrawnText) {
  const ImGuiTextMetrics metrics;
  EXPECT_GT(metrics.Width("MMMM", 13), metrics.Width("MM", 13));
  EXPECT_EQ(metrics.Width("", 13), 0);
}

}  // namespace
}  // namespace lsm::gui
