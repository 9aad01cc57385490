"""What is advised and decided on each amendment, and the edition that follows from it."""
