// The only file that knows EGL.
#include "gui/render/offscreen.h"

#include <EGL/egl.h>
#include <EGL/eglext.h>
#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include "gui/render/png_file.h"

namespace lsm::gui {

// An OpenGL context without any window system.
class Offscreen::EglContext {
 public:
  EglContext() = default;
  EglContext(const EglContext&) = delete;
  EglContext& operator=(const EglContext&) = delete;
  ~EglContext() {
    if (display_ == EGL_NO_DISPLAY) return;
    eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    if (context_ != EGL_NO_CONTEXT) eglDestroyContext(display_, context_);
    eglTerminate(display_);
  }

  Status Open() {
    const auto get_display = reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(
        eglGetProcAddress("eglGetPlatformDisplayEXT"));
    if (get_display == nullptr) return Missing("EGL without a display");
    display_ = get_display(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
    if (display_ == EGL_NO_DISPLAY || !eglInitialize(display_, nullptr, nullptr)) {
      return Missing("Mesa's surfaceless platform");
    }
    // Without a surface type EGL looks for configurations that can draw to windows: there are none.
    const EGLint config_attributes[] = {EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE,
                                        EGL_OPENGL_BIT, EGL_NONE};
    EGLConfig config = nullptr;
    EGLint configs = 0;
    if (!eglBindAPI(EGL_OPENGL_API) ||
        !eglChooseConfig(display_, config_attributes, &config, 1, &configs) || configs == 0) {
      return Missing("OpenGL");
    }
    const EGLint context_attributes[] = {EGL_CONTEXT_MAJOR_VERSION,
                                         3,
                                         EGL_CONTEXT_MINOR_VERSION,
                                         3,
                                         EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                         EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                         EGL_NONE};
    context_ = eglCreateContext(display_, config, EGL_NO_CONTEXT, context_attributes);
    if (context_ == EGL_NO_CONTEXT ||
        !eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, context_)) {
      return Missing("an OpenGL 3.3 context");
    }
    return Status::OK();
  }

 private:
  static Status Missing(const char* what) {
    return Status::NotSupported(std::string("cannot draw: ") + what +
                                " is not there; install libegl-mesa0 and libgl1-mesa-dri");
  }

  EGLDisplay display_ = EGL_NO_DISPLAY;
  EGLContext context_ = EGL_NO_CONTEXT;
};

namespace {

// Where the picture is drawn. Needs a current context.
class Canvas {
 public:
  explicit Canvas(PixelSize size) : size_(size) {
    glGenRenderbuffers(1, &colour_);
    glBindRenderbuffer(GL_RENDERBUFFER, colour_);
    glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, size.width, size.height);
    glGenFramebuffers(1, &frame_);
    glBindFramebuffer(GL_FRAMEBUFFER, frame_);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, colour_);
  }
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;
  ~Canvas() {
    glDeleteFramebuffers(1, &frame_);
    glDeleteRenderbuffers(1, &colour_);
  }

  bool Complete() const {
    return glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
  }

  // Rows from the top, four bytes a pixel, opaque.
  std::vector<uint8_t> Read() const {
    const size_t row = static_cast<size_t>(size_.width) * 4;
    const auto height = static_cast<size_t>(size_.height);
    std::vector<uint8_t> from_bottom(row * height), pixels(row * height);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, size_.width, size_.height, GL_RGBA, GL_UNSIGNED_BYTE, from_bottom.data());
    for (size_t y = 0; y < height; y++) {
      std::memcpy(&pixels[y * row], &from_bottom[(height - 1 - y) * row], row);
    }
    for (size_t alpha = 3; alpha < pixels.size(); alpha += 4) pixels[alpha] = 255;
    return pixels;
  }

 private:
  const PixelSize size_;
  unsigned colour_ = 0;
  unsigned frame_ = 0;
};

// ImGui with the OpenGL renderer, and whatever context was current before restored at the end.
class ImGuiWorld {
 public:
  explicit ImGuiWorld(PixelSize size) : before_(ImGui::GetCurrentContext()) {
    context_ = ImGui::CreateContext();
    ImGui::SetCurrentContext(context_);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {static_cast<float>(size.width), static_cast<float>(size.height)};
    io.DeltaTime = 1.0f / 60;
    io.MousePos = {-1, -1};
  }
  ImGuiWorld(const ImGuiWorld&) = delete;
  ImGuiWorld& operator=(const ImGuiWorld&) = delete;
  ~ImGuiWorld() {
    if (renderer_) ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext(context_);
    ImGui::SetCurrentContext(before_);
  }

  bool StartRenderer() { return renderer_ = ImGui_ImplOpenGL3_Init("#version 330 core"); }

  void DrawFrame(PixelSize size, const std::function<void()>& draw) {
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    draw();
    ImGui::Render();
    glViewport(0, 0, size.width, size.height);
    glClearColor(0, 0, 0, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  }

 private:
  ImGuiContext* before_;
  ImGuiContext* context_ = nullptr;
  bool renderer_ = false;
};

}  // namespace

Offscreen::Offscreen(std::unique_ptr<EglContext> egl) : egl_(std::move(egl)) {}
Offscreen::~Offscreen() = default;

Status Offscreen::Open(std::unique_ptr<Offscreen>* offscreen) {
  auto egl = std::make_unique<EglContext>();
  if (Status status = egl->Open(); !status.ok()) return status;
  offscreen->reset(new Offscreen(std::move(egl)));
  return Status::OK();
}

Status Offscreen::Draw(PixelSize size, const std::function<void()>& load_fonts,
                       const std::function<void()>& draw_frame, const std::string& path) {
  if (size.width < 1 || size.height < 1 || size.width > kMaxPictureSide ||
      size.height > kMaxPictureSide) {
    return Status::InvalidArgument("a picture's sides are 1 to " + std::to_string(kMaxPictureSide) +
                                   " pixels");
  }
  const Canvas canvas(size);
  if (!canvas.Complete()) return Status::NotSupported("cannot draw: the picture is too large");
  ImGuiWorld world(size);
  if (load_fonts) load_fonts();
  if (!world.StartRenderer()) return Status::NotSupported("cannot draw: no OpenGL 3.3 shaders");
  for (int frame = 0; frame < 2; frame++) world.DrawFrame(size, draw_frame);
  return WritePng(path, size, canvas.Read());
}

Status RenderToPng(PixelSize size, const std::function<void()>& load_fonts,
                   const std::function<void()>& draw_frame, const std::string& path) {
  std::unique_ptr<Offscreen> offscreen;
  if (Status status = Offscreen::Open(&offscreen); !status.ok()) return status;
  return offscreen->Draw(size, load_fonts, draw_frame, path);
}

}  // namespace lsm::gui
