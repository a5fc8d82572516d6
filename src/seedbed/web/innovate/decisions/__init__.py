"""Where a system stands on seven decisions: the answers, the page, the talk."""
