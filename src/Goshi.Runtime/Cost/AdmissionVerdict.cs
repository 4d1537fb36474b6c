namespace Goshi.Cost;

/// <summary>Whether a call may go to a target.</summary>
internal enum AdmissionVerdict
{
    /// <summary>It may.</summary>
    Admitted,

    /// <summary>Its worst case does not fit what is left.</summary>
    Refused,

    /// <summary>A prompt of this length has no price at this tier; <c>unpriced_model</c> decides.</summary>
    Unpriced,
}
