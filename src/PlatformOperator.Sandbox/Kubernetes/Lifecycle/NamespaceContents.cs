using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Keeps in every namespace the ServiceAccount <c>default</c> and the ConfigMap <c>kube-root-ca.crt</c>, as the controller manager does.</summary>
internal sealed class NamespaceContents(SystemWriter system, string authorityPem) : IController
{
    private const string RootCertificate = "kube-root-ca.crt";

    public IEnumerable<string> KeysOf(Change change)
    {
        var item = change.Object;
        return change switch
        {
            { Resource: "namespaces", Type: ChangeType.Added } => [item.Name],
            { Resource: "serviceaccounts", Type: ChangeType.Deleted } when item.Name == "default" => [item.Namespace],
            { Resource: "configmaps", Type: not ChangeType.Added } when item.Name == RootCertificate => [item.Namespace],
            _ => [],
        };
    }

    public void Process(string key)
    {
        if (system.Store.Find("namespaces", "", key) is not { IsDeleting: false })
            return;
        if (system.Store.Find("serviceaccounts", key, "default") == null)
            system.Create(KindRegistry.BuiltIn("serviceaccounts"), new JsonObject { ["metadata"] = Meta(key, "default") });
        var maps = KindRegistry.BuiltIn("configmaps");
        if (system.Store.Find(maps.Storage, key, RootCertificate) == null)
            system.Create(maps, new JsonObject { ["metadata"] = Meta(key, RootCertificate), ["data"] = Data() });
        else
            system.Modify(maps, key, RootCertificate, json => json["data"] = Data());
    }

    private static JsonObject Meta(string ns, string name) => new() { ["namespace"] = ns, ["name"] = name };

    private JsonObject Data() => new() { ["ca.crt"] = authorityPem };
}
