using System.Reflection;

namespace KubeOps.Transpiler;

/// <summary>Makes contexts that read types without running their code.</summary>
public static class ContextCreator
{
    /// <summary>A context that finds types in the assemblies at these paths.</summary>
    /// <param name="assemblyPaths">Paths of all assemblies that the types refer to, the runtime's own included.</param>
    /// <param name="coreAssemblyName">Name of the assembly that holds <see cref="object"/>; found by itself when null.</param>
    public static MetadataLoadContext Create(IEnumerable<string> assemblyPaths, string? coreAssemblyName = null) =>
        new(new PathAssemblyResolver(assemblyPaths), coreAssemblyName);
}
