namespace SkewLab.Input;

/// <summary>What the user gave cannot be used. The message is for the user, one problem a line; the exit code is 2.</summary>
/// <param name="message">Where, what was read, the rule and an example.</param>
internal class BadInputException(string message) : Exception(message);
