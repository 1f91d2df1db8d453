using System.Text.Json.Serialization;
using Amazon.ResourceGroupsTaggingAPI.Model;

namespace Amazon.ResourceGroupsTaggingAPI;

[JsonSerializable(typeof(GetResourcesRequest))]
[JsonSerializable(typeof(GetResourcesResponse))]
[JsonSerializable(typeof(TagResourcesRequest))]
[JsonSerializable(typeof(TagResourcesResponse))]
[JsonSerializable(typeof(UntagResourcesRequest))]
[JsonSerializable(typeof(UntagResourcesResponse))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class ResourceGroupsTaggingAPIModels : JsonSerializerContext;
