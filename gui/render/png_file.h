// PNG files that are there whole or not at all.
#ifndef LSMSCOPE_GUI_RENDER_PNG_FILE_H_
#define LSMSCOPE_GUI_RENDER_PNG_FILE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "gui/render/pixel_size.h"
#include "lsm/status.h"

namespace lsm::gui {

// Whether a file could be written there; asked before long work. What stands there is not touched.
Status CheckWritable(const std::string& path);

// `pixels`: rows from the top, red, green, blue and alpha a byte each. After an error
// what was there is still there; devices and links stay what they are (sim/cli/output_file.h).
Status WritePng(const std::string& path, PixelSize size, const std::vector<uint8_t>& pixels);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_RENDER_PNG_FILE_H_
