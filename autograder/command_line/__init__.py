"""What `autograder grade` takes, does and shows; a course's own command line may take over any of it."""
