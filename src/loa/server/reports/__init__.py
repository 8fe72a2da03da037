"""Reports: forms as versioned data, the expected set, versions, consolidation level by level, the official report."""
