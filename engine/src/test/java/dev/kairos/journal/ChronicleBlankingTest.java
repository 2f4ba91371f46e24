package dev.kairos.journal;

import java.nio.file.Path;

class ChronicleBlankingTest extends JournalBlankingContract {

    @Override
    Journal open(Path folder) {
        return Journal.open(folder, ChronicleJournalTest.SMALL);
    }
}
