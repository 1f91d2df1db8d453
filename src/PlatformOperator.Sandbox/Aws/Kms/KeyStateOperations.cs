using System.Text.Json.Nodes;
using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.Kms;

/// <summary>Enable, disable, schedule and cancel deletion. Verified with the KMS developer guide ("Key states of AWS KMS keys").</summary>
internal sealed class KeyStateOperations(KmsService kms)
{
    public void AddTo(Dictionary<string, JsonOperation> operations)
    {
        operations["EnableKey"] = (call, input) => Switch(call, input, KeyState.Enabled);
        operations["DisableKey"] = (call, input) => Switch(call, input, KeyState.Disabled);
        operations["ScheduleKeyDeletion"] = Schedule;
        operations["CancelKeyDeletion"] = Cancel;
    }

    JsonObject? Switch(AwsCall call, JsonInput input, KeyState state)
    {
        var key = Customers(call, input);
        key.MustNotBePendingDeletion();
        key.State = state;
        return null;
    }

    JsonObject Schedule(AwsCall call, JsonInput input)
    {
        var days = input.Int("PendingWindowInDays", 7, 30) ?? 30;
        var key = Customers(call, input, days);
        key.MustNotBePendingDeletion();
        key.State = KeyState.PendingDeletion;
        key.DeletionDate = call.Now.AddDays(days);
        return new JsonObject
        {
            ["KeyId"] = key.Arn,
            ["DeletionDate"] = KeyOperations.Seconds(key.DeletionDate.Value),
            ["KeyState"] = key.State.ToString(),
            ["PendingWindowInDays"] = days,
        };
    }

    JsonObject Cancel(AwsCall call, JsonInput input)
    {
        var key = Customers(call, input);
        if (key.State != KeyState.PendingDeletion)
            throw new AwsException("KMSInvalidStateException", $"{key.Arn} is not pending deletion.");
        (key.State, key.DeletionDate) = (KeyState.Disabled, null);
        return new JsonObject { ["KeyId"] = key.Arn };
    }

    KmsKey Customers(AwsCall call, JsonInput input, int? window = null)
    {
        var key = kms.Authorized(call, input.Required("KeyId"),
            context: c => c.SetIf("kms:ScheduleKeyDeletionPendingWindowInDays",
                window?.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return key.AwsManaged ? throw AwsException.Denied($"{key.Arn} is managed by AWS.") : key;
    }
}
