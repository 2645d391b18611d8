#include "sim/cli/trace_file.h"

#include <utility>

namespace lsm::sim {

Status TraceFile::Open(const std::string& path, const trace::TraceHeader& header,
                       const trace::TraceTables* tables, std::unique_ptr<TraceFile>* file) {
  std::unique_ptr<TraceFile> opened(new TraceFile);
  Status status = OutputFile::Choose(path, &opened->output_);
  if (!status.ok()) return status;
  status = trace::JsonlWriter::Open(opened->output_.place(), header, tables, &opened->writer_);
  if (!status.ok()) return opened->output_.InTermsOfPath(status);
  *file = std::move(opened);
  return status;
}

Status TraceFile::Finish() {
  if (Status status = writer_->Close(); !status.ok()) return output_.InTermsOfPath(status);
  return output_.Finish();
}

}  // namespace lsm::sim
