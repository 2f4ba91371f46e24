package dev.kairos.journal;

import java.nio.file.Path;

class ChronicleRetentionTest extends JournalRetentionContract {

    @Override
    Journal open(Path folder) {
        return Journal.open(folder, ChronicleJournalTest.SMALL);
    }
}
