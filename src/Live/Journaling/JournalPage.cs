namespace SkewLab.Testing.Journaling;

/// <summary>A part of the journal. Immutable.</summary>
/// <param name="Entries">Oldest first; may be empty.</param>
/// <param name="Next">What to ask for next: pass it as <c>since</c>.</param>
/// <param name="Missed">How many entries after <c>since</c> are gone: the journal had no more room, or was cleared. Zero for
/// who begins at 0.</param>
public sealed record JournalPage(IReadOnlyList<JournalEntry> Entries, long Next, long Missed);
