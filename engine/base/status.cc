#include "lsm/status.h"

namespace lsm {

Status::Status(Code code, const Slice& message, const Slice& detail) {
  std::string text = message.ToString();
  if (!detail.empty()) {
    text.append(": ");
    text.append(detail.data(), detail.size());
  }
  error_ = std::make_shared<const Error>(Error{code, std::move(text)});
}

std::string Status::ToString() const {
  const char* kind = "";
  switch (code()) {
    case Code::kOk:
      return "OK";
    case Code::kNotFound:
      kind = "NotFound: ";
      break;
    case Code::kCorruption:
      kind = "Corruption: ";
      break;
    case Code::kNotSupported:
      kind = "Not implemented: ";
      break;
    case Code::kInvalidArgument:
      kind = "Invalid argument: ";
      break;
    case Code::kIOError:
      kind = "IO error: ";
      break;
    case Code::kIncomplete:
      kind = "Result incomplete: ";
      break;
  }
  return kind + error_->text;
}

}  // namespace lsm
