// `leveldb` has everything that `lsm` has, so that a program written for LevelDB 1.23 compiles
// against this engine unchanged. It is a namespace of its own, so that programs can open it, as
// LevelDB's own tools do, and what they define there does not meet the engine's internals. One
// limit: a class that a program declares itself, `namespace leveldb { class DB; }`, is another one;
// it must include the header instead, or declare the class in `lsm`.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LEVELDB_NAMESPACE_H_
#define LSMSCOPE_ENGINE_INCLUDE_LEVELDB_NAMESPACE_H_

namespace lsm {}
namespace leveldb {
using namespace lsm;
}

#endif  // LSMSCOPE_ENGINE_INCLUDE_LEVELDB_NAMESPACE_H_
