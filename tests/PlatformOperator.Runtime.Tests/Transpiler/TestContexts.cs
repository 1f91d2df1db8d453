using System.Reflection;
using System.Runtime.InteropServices;
using KubeOps.Transpiler;

namespace PlatformOperator.Runtime.Tests.Transpiler;

internal static class TestContexts
{
    /// <summary>A context over this test's assemblies and the frameworks that they run on.</summary>
    public static MetadataLoadContext Create()
    {
        var framework = Directory.GetFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*.dll");
        var own = Directory.GetFiles(AppContext.BaseDirectory, "*.dll");
        return ContextCreator.Create(own.Concat(framework).DistinctBy(Path.GetFileName));
    }
}
