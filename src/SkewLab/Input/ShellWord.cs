namespace SkewLab.Input;

/// <summary>Words of a command line, written so that a shell reads them back.</summary>
internal static class ShellWord
{
    /// <summary>The word itself where a shell takes it literally; else in single quotes.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "_-./:=@%+,".Contains(letter)) ? word : $"'{word.Replace("'", @"'\''")}'";
}
