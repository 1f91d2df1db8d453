using System.Security.Cryptography;
using System.Text;
using k8s;
using k8s.Models;
using KubeOps.Abstractions.Entities;
using KubeOps.Abstractions.Events;

namespace KubeOps.Operator.Events;

/// <summary>What an Event says, without when and how often.</summary>
internal sealed record EventDraft
{
    // Limits of the API server, and the longest name that leaves room for the hash.
    private const int LongestMessage = 1024;
    private const int LongestReason = 128;
    private const int LongestName = 220;

    /// <summary>Name of the Event: the same for everything that is said alike of the same object.</summary>
    public required string Name { get; init; }

    /// <summary>The object's namespace; <c>default</c> for cluster-scoped objects, as the API server wants it.</summary>
    public required string Namespace { get; init; }

    /// <summary>What it is about, as one text.</summary>
    public required string Subject { get; init; }

    public required V1ObjectReference InvolvedObject { get; init; }

    public required string Reason { get; init; }

    public required string Message { get; init; }

    public required EventType Type { get; init; }

    public static EventDraft Of(IKubernetesObject<V1ObjectMeta> entity, string reason, string message, EventType type)
    {
        var involved = entity.MakeObjectReference();
        if (string.IsNullOrEmpty(involved.Kind) && entity.GetKubernetesEntityAttribute() is { } named)
        {
            // Objects that come out of a list carry neither kind nor version.
            involved.Kind = named.Kind;
            involved.ApiVersion = string.IsNullOrEmpty(named.Group) ? named.ApiVersion : $"{named.Group}/{named.ApiVersion}";
        }
        (reason, message) = (Shorten(reason, LongestReason), Shorten(message, LongestMessage));
        var said = string.Join('\n', involved.Uid, involved.Kind, entity.Namespace(), entity.Name(), type, reason, message);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)))[..16];
        return new EventDraft
        {
            Name = $"{Shorten(entity.Name(), LongestName).TrimEnd('.', '-')}.{hash}",
            Namespace = entity.Namespace() is { Length: > 0 } own ? own : "default",
            Subject = $"{involved.Kind} {entity.Namespace()}/{entity.Name()}",
            InvolvedObject = involved,
            Reason = reason,
            Message = message,
            Type = type,
        };
    }

    public Corev1Event ToEvent(string component, DateTime now) => new()
    {
        ApiVersion = "v1",
        Kind = "Event",
        Metadata = new V1ObjectMeta { Name = Name, NamespaceProperty = Namespace },
        InvolvedObject = InvolvedObject,
        Reason = Reason,
        Message = Message,
        Type = Type.ToString(),
        Count = 1,
        FirstTimestamp = now,
        LastTimestamp = now,
        Source = new V1EventSource { Component = component },
        ReportingComponent = component,
        ReportingInstance = Environment.MachineName,
    };

    private static string Shorten(string text, int longest) => text.Length <= longest ? text : text[..longest];
}
