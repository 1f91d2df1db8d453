using System.Reflection;
using k8s.Models;
using KubeOps.Abstractions.Rbac;
using KubeOps.Transpiler;

namespace PlatformOperator.Runtime.Tests.Transpiler;

public sealed class RbacTests : IDisposable
{
    private readonly MetadataLoadContext _context = TestContexts.Create();

    public void Dispose() => _context.Dispose();

    [Fact]
    public void Rules_are_merged_and_sorted_and_entities_bring_status_and_finalizers()
    {
        var rules = Transpile(typeof(First), typeof(Second));

        Assert.Equal(
            [
                "[] configmaps,services: get,list,watch",
                "[] events: create,patch",
                "[] secrets: *",
                "[apps] deployments: get,list,watch,create,update,patch,delete",
                "[example.dev] gadgets: get,list,watch,patch",
                "[example.dev] gadgets/finalizers: update",
                "[example.dev] gadgets/status: get,update,patch",
                "[example.dev] knobs: get",
                "urls /metrics: get",
            ],
            rules);
    }

    [Fact]
    public void The_same_attributes_in_another_order_give_the_same_rules() =>
        Assert.Equal(Transpile(typeof(First), typeof(Second)), Transpile(typeof(Second), typeof(First)));

    private List<string> Transpile(params Type[] controllers) => _context
        .Transpile(controllers.SelectMany(type => _context.GetContextType(type).GetCustomAttributesData<RbacAttribute>()))
        .Select(rule => rule.NonResourceURLs is { Count: > 0 } urls
            ? $"urls {string.Join(',', urls)}: {string.Join(',', rule.Verbs)}"
            : $"[{string.Join(',', rule.ApiGroups!)}] {string.Join(',', rule.Resources!)}: {string.Join(',', rule.Verbs)}")
        .ToList();

    [EntityRbac(typeof(Gadget), Verbs = RbacVerb.Get | RbacVerb.List | RbacVerb.Watch)]
    [EntityRbac(typeof(Knob), Verbs = RbacVerb.Get)]
    [EntityRbac(typeof(V1ConfigMap), typeof(V1Service), Verbs = RbacVerb.Get | RbacVerb.List | RbacVerb.Watch)]
    [EntityRbac(typeof(V1Deployment), Verbs = RbacVerb.AllExplicit)]
    [GenericRbac(Groups = [""], Resources = ["events"], Verbs = RbacVerb.Create)]
    private sealed class First;

    [EntityRbac(typeof(Gadget), Verbs = RbacVerb.Patch)]
    [EntityRbac(typeof(V1Secret), Verbs = RbacVerb.All | RbacVerb.Get)]
    [GenericRbac(Groups = [""], Resources = ["events"], Verbs = RbacVerb.Patch)]
    [GenericRbac(Urls = ["/metrics"], Verbs = RbacVerb.Get)]
    [GenericRbac(Groups = ["x"], Resources = ["y"], Verbs = RbacVerb.None)]
    private sealed class Second;
}
