// The sample measures what its own thread allocates. While other tests make the runtime load and compile code, some of that
// is done, and allocated, by whichever thread comes along.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
