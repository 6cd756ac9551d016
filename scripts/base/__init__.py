"""What every room uses: places, problems, texts, numbers, words and templates."""
