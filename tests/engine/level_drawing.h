// Levels drawn as text, for tests of what is decided from them:
//
//   L0: 7[a..m] 8[c..z]:500
//   L1: 3[a..f] 4[g@9..g@5]
//
// number[smallest..largest], :bytes (100 unless given), @sequence (100 unless given).
#ifndef LSMSCOPE_TESTS_ENGINE_LEVEL_DRAWING_H_
#define LSMSCOPE_TESTS_ENGINE_LEVEL_DRAWING_H_

#include <algorithm>
#include <sstream>
#include <string>

#include "engine/version/level_files.h"

namespace lsm::test {

inline InternalKey DrawnKey(const std::string& text) {
  const size_t at = text.find('@');
  const uint64_t sequence = at == std::string::npos ? 100 : std::stoull(text.substr(at + 1));
  return InternalKey(text.substr(0, at), sequence, kTypeValue);
}

inline FilePtr DrawnFile(const std::string& text) {
  const size_t open = text.find('[');
  const size_t dots = text.find("..", open);
  const size_t close = text.find(']', dots);
  auto file = std::make_shared<FileMetaData>();
  file->number = std::stoull(text.substr(0, open));
  file->smallest = DrawnKey(text.substr(open + 1, dots - open - 1));
  file->largest = DrawnKey(text.substr(dots + 2, close - dots - 2));
  const size_t colon = text.find(':', close);
  file->file_size = colon == std::string::npos ? 100 : std::stoull(text.substr(colon + 1));
  return file;
}

inline LevelFiles DrawnLevels(const std::string& drawing) {
  LevelFiles levels;
  std::istringstream words(drawing);
  std::string word;
  FileList* level = nullptr;
  while (words >> word) {
    if (word[0] == 'L') {
      level = &levels[static_cast<size_t>(word[1] - '0')];
    } else {
      level->push_back(DrawnFile(word));
    }
  }
  return levels;
}

inline std::string Numbers(const FileList& files) {
  std::string text;
  for (const FilePtr& file : files) {
    if (!text.empty()) text += ' ';
    text += std::to_string(file->number);
  }
  return text;
}

}  // namespace lsm::test

#endif  // LSMSCOPE_TESTS_ENGINE_LEVEL_DRAWING_H_
