#include "gui/layout/stage.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>

#include "tests/gui/sample_states.h"

namespace lsm::gui {
namespace {

struct Setting {
  Rect rect;
  float scale;
};

// The stage's place in windows of 1280x720, 1600x900 and 1920x1080, and a small one.
const Setting kSettings[] = {
    {{0, 44, 1000, 520}, 1},
    {{280, 44, 940, 620}, 1},
    {{336, 53, 1128, 744}, 1.2f},
    {{0, 44, 640, 480}, 1},
};

std::string Show(const Item& item) {
  const Rect& r = item.rect;
  return "thing " + std::to_string(static_cast<int>(item.key.thing)) + " number " +
         std::to_string(item.key.number) + " part " + std::to_string(item.key.part) + " at " +
         std::to_string(r.x) + "," + std::to_string(r.y) + " " + std::to_string(r.w) + "x" +
         std::to_string(r.h) + " '" + item.text + "'";
}

// Calls check(scene, name, scale) for every sample, size and language.
void ForEachScene(const std::function<void(const Scene&, float)>& check) {
  const FixedMetrics metrics;
  for (const Sample& sample : AllSamples()) {
    for (const Language language : {Language::kEnglish, Language::kChinese}) {
      const Strings strings(language);
      for (const Setting& setting : kSettings) {
        SCOPED_TRACE(sample.name + ", " + std::string(LanguageCode(language)) + ", width " +
                     std::to_string(setting.rect.w));
        const StageInput input{.rect = setting.rect, .scale = setting.scale, .strings = strings};
        check(LayoutStage(sample.state, *sample.tables, input, metrics), setting.scale);
      }
    }
  }
}

bool IsToken(const Item& item) {
  if (item.key.part != 0 || item.shape != Shape::kBox) return false;
  const Thing thing = item.key.thing;
  return thing == Thing::kWriter || thing == Thing::kFolded || thing == Thing::kGroup ||
         thing == Thing::kMemTable || thing == Thing::kFile || thing == Thing::kJob ||
         thing == Thing::kLog || thing == Thing::kStall;
}

// As Overlap, but half a pixel is forgiven to floating point.
bool Collide(Rect a, const Rect& b) {
  a = a.Inset(std::min(0.02f, a.w / 4), std::min(0.02f, a.h / 4));
  return Overlap(a, b);
}

TEST(LayoutStage, KeysAreUnique) {
  ForEachScene([](const Scene& scene, float) {
    std::set<Key> seen;
    for (const Item& item : scene.items) {
      EXPECT_TRUE(seen.insert(item.key).second) << Show(item);
    }
  });
}

TEST(LayoutStage, EverythingLiesWithinTheStage) {
  ForEachScene([](const Scene& scene, float) {
    for (const Item& item : scene.items) {
      const Rect& r = item.rect;
      EXPECT_GE(r.w, 0) << Show(item);
      EXPECT_GE(r.h, 0) << Show(item);
      EXPECT_GE(r.x, scene.bounds.x - 0.1f) << Show(item);
      EXPECT_GE(r.y, scene.bounds.y - 0.1f) << Show(item);
      EXPECT_LE(r.Right(), scene.bounds.Right() + 0.1f) << Show(item);
      EXPECT_LE(r.Bottom(), scene.bounds.Bottom() + 0.1f) << Show(item);
    }
  });
}

TEST(LayoutStage, NoTwoTokensOverlap) {
  ForEachScene([](const Scene& scene, float) {
    std::vector<const Item*> tokens;
    for (const Item& item : scene.items) {
      if (IsToken(item)) tokens.push_back(&item);
    }
    // By y, so that only neighbours in y need to be compared.
    std::sort(tokens.begin(), tokens.end(), [](const Item* a, const Item* b) {
      return std::tie(a->rect.y, a->rect.x) < std::tie(b->rect.y, b->rect.x);
    });
    for (size_t i = 0; i < tokens.size(); i++) {
      for (size_t j = i + 1; j < tokens.size(); j++) {
        if (tokens[j]->rect.y >= tokens[i]->rect.Bottom()) break;
        const bool same_row = tokens[i]->rect.y == tokens[j]->rect.y;
        if (same_row && tokens[j]->rect.x > tokens[i]->rect.Right()) break;
        ASSERT_FALSE(Collide(tokens[i]->rect, tokens[j]->rect))
            << Show(*tokens[i]) << "\n"
            << Show(*tokens[j]);
      }
    }
  });
}

TEST(LayoutStage, TextsFitOrAreShortenedAndKeptWhole) {
  const FixedMetrics metrics;
  ForEachScene([&](const Scene& scene, float) {
    for (const Item& item : scene.items) {
      if (item.shape != Shape::kText) continue;
      EXPECT_LE(metrics.Width(item.text, item.text_px), item.rect.w + 0.01f) << Show(item);
      if (item.full_text.empty()) continue;
      EXPECT_NE(item.text, item.full_text);
      EXPECT_TRUE(item.text.empty() || item.text.find("…") != std::string::npos) << Show(item);
    }
  });
}

TEST(LayoutStage, TextsDoNotRunIntoEachOther) {
  const FixedMetrics metrics;
  ForEachScene([&](const Scene& scene, float) {
    std::vector<std::pair<Rect, const Item*>> inked;
    for (const Item& item : scene.items) {
      if (item.shape != Shape::kText || item.text.empty()) continue;
      Rect ink = item.rect;
      ink.w = metrics.Width(item.text, item.text_px);
      if (item.align == Align::kRight) ink.x = item.rect.Right() - ink.w;
      if (item.align == Align::kCentre) ink.x = item.rect.CentreX() - ink.w / 2;
      // From the top of capitals to the base line.
      ink.y = item.rect.CentreY() - item.text_px * 0.36f;
      ink.h = item.text_px * 0.72f;
      for (const auto& [other_ink, other] : inked) {
        ASSERT_FALSE(Overlap(ink, other_ink)) << Show(item) << "\n" << Show(*other);
      }
      inked.emplace_back(ink, &item);
    }
  });
}

TEST(LayoutStage, NothingIsWrittenSmallerThanElevenPixelsAtScaleOne) {
  ForEachScene([](const Scene& scene, float scale) {
    for (const Item& item : scene.items) {
      if (item.shape != Shape::kText) continue;
      EXPECT_GE(item.text_px, 11 * scale) << Show(item);
    }
  });
}

TEST(LayoutStage, EveryWordComesFromTheStringTable) {
  ForEachScene([](const Scene& scene, float) {
    for (const Item& item : scene.items) {
      // A missing text shows its key.
      EXPECT_EQ(item.text.find("stage."), std::string::npos) << Show(item);
      EXPECT_EQ(item.full_text.find("stage."), std::string::npos) << Show(item);
      EXPECT_EQ(item.text.find("{"), std::string::npos) << Show(item);
    }
  });
}

TEST(LayoutStage, EveryTextContrastsWithWhatIsBeneathIt) {
  ForEachScene([](const Scene& scene, float) {
    for (size_t i = 0; i < scene.items.size(); i++) {
      const Item& text = scene.items[i];
      if (text.shape != Shape::kText || text.text.empty()) continue;
      Role ground = text.fill;
      for (size_t below = i; ground == Role::kNone && below > 0; below--) {
        const Item& item = scene.items[below - 1];
        if (item.shape == Shape::kBox && item.fill != Role::kNone &&
            item.rect.Contains(text.rect.CentreX(), text.rect.CentreY())) {
          ground = item.fill;
        }
      }
      if (ground == Role::kNone) ground = Role::kGround;
      for (const Theme* theme : {&DarkTheme(), &LightTheme()}) {
        EXPECT_GE(Contrast((*theme)[text.text_role], (*theme)[ground]), 4.5)
            << Show(text) << " on role " << static_cast<int>(ground)
            << (theme == &DarkTheme() ? " dark" : " light");
      }
    }
  });
}

TEST(LayoutStage, AllWritersAreSeenOrCounted) {
  const FixedMetrics metrics;
  const Strings strings(Language::kEnglish);
  for (const Sample& sample : AllSamples()) {
    const StageInput input{.rect = {0, 0, 940, 620}, .strings = strings};
    const Scene scene = LayoutStage(sample.state, *sample.tables, input, metrics);
    size_t seen = 0;
    for (const Item& item : scene.items) {
      if (item.key.thing == Thing::kWriter && item.key.part == 0) seen++;
    }
    if (const Item* folded = Find(scene, {Thing::kFolded, 1, 0})) {
      seen += std::stoul(folded->text.substr(1));
    }
    EXPECT_EQ(seen, sample.state.queue.size()) << sample.name;
  }
}

TEST(LayoutStage, EveryFileHasItsToken) {
  const FixedMetrics metrics;
  const Strings strings(Language::kEnglish);
  const Sample sample = Crowd();
  const StageInput input{.rect = {0, 0, 940, 620}, .strings = strings};
  const Scene scene = LayoutStage(sample.state, *sample.tables, input, metrics);
  std::set<uint64_t> drawn;
  for (const Item& item : scene.items) {
    if (item.key.thing == Thing::kFile && item.key.part == 0) drawn.insert(item.key.number);
  }
  EXPECT_EQ(drawn.size(), 30u + 200u + 1800u);
}

// The story of a stop, as a newcomer must be able to read it.
TEST(LayoutStage, AStopShowsLeaderWaitersFilesAndThreshold) {
  const FixedMetrics metrics;
  const Strings strings(Language::kEnglish);
  const Sample sample = StoppedAtTwelve();
  const StageInput input{.rect = {0, 0, 940, 620}, .strings = strings};
  const Scene scene = LayoutStage(sample.state, *sample.tables, input, metrics);
  const auto shows = [&](std::string_view part) {
    return std::any_of(scene.items.begin(), scene.items.end(), [&](const Item& item) {
      return item.text.find(part) != std::string::npos ||
             item.full_text.find(part) != std::string::npos;
    });
  };
  EXPECT_TRUE(shows("L0 has 12 files, stops at 12"));
  EXPECT_TRUE(shows("stop 12"));
  EXPECT_TRUE(shows("held 6.2 ms"));
  EXPECT_TRUE(shows("842 acknowledged writes"));
  EXPECT_TRUE(shows("8 in the queue"));
  EXPECT_FALSE(shows("group 77"));  // there is no group while the leader makes room
  const auto crowns = std::count_if(scene.items.begin(), scene.items.end(),
                                    [](const Item& i) { return i.shape == Shape::kCrown; });
  EXPECT_EQ(crowns, 1);
  const auto hatched_files = std::count_if(
      scene.items.begin(), scene.items.end(),
      [](const Item& i) { return i.key.thing == Thing::kFile && i.hatch != Role::kNone; });
  EXPECT_EQ(hatched_files, 5 + 9);
}

TEST(LayoutStage, NewestFileOfL0LiesOnTop) {
  const FixedMetrics metrics;
  const Strings strings(Language::kEnglish);
  const Sample sample = StoppedAtTwelve();
  const StageInput input{.rect = {0, 0, 940, 620}, .strings = strings};
  const Scene scene = LayoutStage(sample.state, *sample.tables, input, metrics);
  for (uint64_t number = 48; number <= 58; number++) {
    const Item* newer = Find(scene, {Thing::kFile, 0, number});
    const Item* older = Find(scene, {Thing::kFile, 0, number - 1});
    ASSERT_TRUE(newer != nullptr && older != nullptr);
    EXPECT_LT(newer->rect.y, older->rect.y) << number;
  }
}

TEST(LayoutStage, EverythingClickableThatStateKnowsCanBeDescribed) {
  const FixedMetrics metrics;
  for (const Language language : {Language::kEnglish, Language::kChinese}) {
    const Strings strings(language);
    const Sample sample = StoppedAtTwelve();
    const StageInput input{.rect = {0, 0, 940, 620}, .strings = strings};
    const Scene scene = LayoutStage(sample.state, *sample.tables, input, metrics);
    for (const Item& item : scene.items) {
      const Thing thing = item.target.thing;
      if (thing == Thing::kNothing || thing == Thing::kRead || thing == Thing::kStall) continue;
      const std::string text = DescribeThing(sample.state, *sample.tables, strings, item.target);
      EXPECT_FALSE(text.empty()) << Show(item);
      EXPECT_EQ(text.find("stage."), std::string::npos) << text;
    }
  }
}

TEST(LayoutStallPanel, ConditionsStandBesideTheirThresholds) {
  const FixedMetrics metrics;
  const Strings strings(Language::kEnglish);
  const Sample sample = StoppedAtTwelve();
  const StageInput input{.rect = {16, 16, 248, 400}, .strings = strings};
  const Scene scene = LayoutStallPanel(sample.state, *sample.tables, input, metrics);
  std::string texts;
  for (const Item& item : scene.items) {
    if (item.shape == Shape::kText) texts += item.text + "\n";
  }
  EXPECT_EQ(texts,
            "Stall conditions\n"
            "L0 slowdown\n12 · slows from 8\n"
            "memtable full\n4.0 / 4.0 MiB\n"
            "immutable memtables\n0 · waits at 1\n"
            "L0 stop\n12 · stops at 12\n"
            "W4 has been held for 6.2 ms.\n");
  EXPECT_LE(scene.bounds.h, input.rect.h);
}

}  // namespace
}  // namespace lsm::gui
