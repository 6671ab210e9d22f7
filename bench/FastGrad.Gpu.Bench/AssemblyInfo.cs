// ILGPU compiles kernels into an assembly of this name, which is to see the internal ones here.
[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("ILGPURuntime")]
