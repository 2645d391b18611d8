// Clang's thread-safety attributes under short names; nothing with other compilers.
// https://clang.llvm.org/docs/ThreadSafetyAnalysis.html
#ifndef LSMSCOPE_ENGINE_BASE_THREAD_ANNOTATIONS_H_
#define LSMSCOPE_ENGINE_BASE_THREAD_ANNOTATIONS_H_

#if defined(__clang__)
#define LSM_THREAD_ATTRIBUTE(x) __attribute__((x))
#else
#define LSM_THREAD_ATTRIBUTE(x)
#endif

#define CAPABILITY(x) LSM_THREAD_ATTRIBUTE(capability(x))
#define SCOPED_CAPABILITY LSM_THREAD_ATTRIBUTE(scoped_lockable)
#define GUARDED_BY(x) LSM_THREAD_ATTRIBUTE(guarded_by(x))
#define PT_GUARDED_BY(x) LSM_THREAD_ATTRIBUTE(pt_guarded_by(x))
#define REQUIRES(...) LSM_THREAD_ATTRIBUTE(requires_capability(__VA_ARGS__))
#define ACQUIRE(...) LSM_THREAD_ATTRIBUTE(acquire_capability(__VA_ARGS__))
#define RELEASE(...) LSM_THREAD_ATTRIBUTE(release_capability(__VA_ARGS__))
#define EXCLUDES(...) LSM_THREAD_ATTRIBUTE(locks_excluded(__VA_ARGS__))
#define ASSERT_CAPABILITY(x) LSM_THREAD_ATTRIBUTE(assert_capability(x))
#define RETURN_CAPABILITY(x) LSM_THREAD_ATTRIBUTE(lock_returned(x))
#define NO_THREAD_SAFETY_ANALYSIS LSM_THREAD_ATTRIBUTE(no_thread_safety_analysis)

#endif  // LSMSCOPE_ENGINE_BASE_THREAD_ANNOTATIONS_H_
